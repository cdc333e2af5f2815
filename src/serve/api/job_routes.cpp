#include "serve/api/job_routes.hpp"

#include <utility>

#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/video_access.hpp"
#include "serve/api/video_presenter.hpp"
#include "vod/error.hpp"

namespace freshet::api {

using Vod = vod::Errc;
using enum http::Method;

namespace {

constexpr std::uint32_t users_shown = 20;

void fill(StoredView& view, const vod::Stored& stored) {
    view.bytes = stored.bytes();
    view.videos = stored.videos;
    view.source_bytes = stored.source_bytes;
    view.media_bytes = stored.media_bytes;
    view.uploads = stored.uploads;
    view.upload_bytes = stored.upload_bytes;
}

}  // namespace

void JobRoutes::describe(Table& table, JobRoutes* self) {
    table.add({.path = "/api/jobs/:id",
               .id = "getJob",
               .tag = "Media",
               .summary = "How far a job is, for the video's owner and the staff",
               .scope = Scope::user,
               .token_scope = accounts::TokenScope::media_read,
               .reasons = {Vod::job_not_found}},
              self, &JobRoutes::get);
    table.add({.path = "/api/users/me/storage",
               .id = "getOwnStorage",
               .tag = "Users",
               .summary = "How much the caller may upload, and has",
               .scope = Scope::user,
               .token_scope = accounts::TokenScope::media_read},
              self, &JobRoutes::own_storage);
    table.add({.path = "/api/admin/jobs",
               .id = "listJobs",
               .tag = "Admin",
               .summary = "All jobs, the newest first",
               .scope = Scope::moderator},
              self, &JobRoutes::list);
    table.add({.method = post,
               .path = "/api/admin/jobs/:id/retry",
               .id = "retryJob",
               .tag = "Admin",
               .summary = "Begin a job anew that has failed",
               .scope = Scope::moderator,
               .success = 202,
               .reasons = {Vod::job_not_found, Vod::job_not_failed}},
              self, &JobRoutes::retry);
    table.add({.path = "/api/admin/storage",
               .id = "getStorage",
               .tag = "Admin",
               .summary = "What videos, uploads and pictures take, and whose they are",
               .scope = Scope::moderator},
              self, &JobRoutes::storage);
}

asio::awaitable<Reply<JobView>> JobRoutes::get(Call call, ById input) {
    const auto id = JobId::parse(input.id);
    if (!id) co_return fail(Vod::job_not_found);
    const auto job = co_await parts_.jobs.find(*id, viewer_of(call));
    if (!job) co_return std::unexpected(job.error());
    co_return VideoPresenter::job(*job, call);
}

asio::awaitable<Reply<ListOf<JobView>>> JobRoutes::list(Call call, ListJobsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await parts_.jobs.list({.status = input.status, .kind = input.kind}, page);
    ListOf<JobView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(VideoPresenter::job(row, call));
    co_return list;
}

asio::awaitable<Reply<JobView>> JobRoutes::retry(Call call, ById input) {
    const auto id = JobId::parse(input.id);
    if (!id) co_return fail(Vod::job_not_found);
    const auto job = co_await parts_.jobs.retry(*id);
    if (!job) co_return std::unexpected(job.error());
    co_await audit_.record(audited(call, "job.retried", to_string(job->id)));
    co_return accepted(VideoPresenter::job(*job, call));
}

asio::awaitable<Reply<StorageView>> JobRoutes::own_storage(Call call, Nothing) {
    const auto& limits = parts_.uploads.limits();
    const auto used = co_await parts_.videos.used_bytes(call.who().user);
    co_return StorageView{
        .used_bytes = used, .quota_bytes = limits.quota, .size_max_bytes = limits.size_max};
}

asio::awaitable<Reply<SiteStorageView>> JobRoutes::storage(Call, Nothing) {
    SiteStorageView view;
    const auto stored = co_await parts_.videos.stored();
    fill(view, stored);
    const auto hoarders = co_await parts_.videos.hoarders(users_shown);
    for (const auto& row : hoarders) {
        auto& user = view.users.emplace_back();
        fill(user, row.stored);
        user.user_id = row.user;
        user.username = row.username;
    }
    if (!parts_.store) co_return view;
    const auto facts = co_await parts_.store();
    view.pictures = facts.pictures;
    view.picture_bytes = facts.picture_bytes;
    view.free_bytes = facts.free_bytes;
    co_return view;
}

}  // namespace freshet::api
