#include "serve/api/upload_routes.hpp"

#include <limits>
#include <utility>

#include "serve/http/error.hpp"
#include "vod/error.hpp"
#include "wire/multipart/error.hpp"
#include "wire/tus/error.hpp"
#include "wire/tus/request.hpp"

namespace freshet::api {

using Vod = vod::Errc;
using Http = http::Errc;
using Tus = tus::Errc;
using accounts::TokenScope;
using enum http::Method;

namespace {

// How large a file may be is the domain's to say.
constexpr std::uint64_t bytes_max = std::numeric_limits<std::int64_t>::max();

// Of storing what came, and of telling so, when the last byte has come.
constexpr std::chrono::milliseconds patience = std::chrono::minutes(2);

const std::vector<ErrorCode> body_reasons{Http::body_too_slow,    Http::body_cut_short,
                                          Http::body_interrupted, Errc::storage_full,
                                          Vod::video_too_large,   Vod::quota_exceeded};

std::vector<ErrorCode> with_body_reasons(std::vector<ErrorCode> reasons) {
    reasons.insert(reasons.end(), body_reasons.begin(), body_reasons.end());
    return reasons;
}

std::vector<ErrorCode> continuation_reasons() {
    return with_body_reasons({Tus::unsupported_version, Tus::malformed, Tus::wrong_content_type,
                              Tus::unknown_checksum, Tus::checksum_mismatch, Vod::upload_not_found,
                              Vod::upload_gone, Vod::upload_moved, Vod::length_known,
                              Errc::upload_locked});
}

/// A row of tus: what all of them have in common.
Operation tus_operation(Operation operation) {
    operation.tag = "Uploads";
    operation.scope = Scope::user;
    operation.token_scope = TokenScope::media_write;
    operation.deadline = patience;
    operation.streams_body = true;
    operation.fields = {{"Tus-Resumable", tus::version}};
    return operation;
}

Operation form_operation(Operation operation) {
    operation.method = post;
    operation.scope = Scope::user;
    operation.token_scope = TokenScope::media_write;
    operation.success = 202;
    operation.reasons = with_body_reasons({multipart::Errc::malformed, Errc::file_missing,
                                           Vod::invalid_fields, Vod::too_many_uploads});
    operation.body_bytes_max = bytes_max;
    operation.deadline = patience;
    operation.upload_types = {"multipart/form-data"};
    operation.streams_body = true;
    return operation;
}

}  // namespace

void UploadRoutes::describe(Table& table, UploadRoutes* self) {
    table.add(
        tus_operation({.method = post,
                       .path = "/api/uploads",
                       .id = "beginUpload",
                       .summary = "Begin a resumable upload (tus 1.0.0, creation)",
                       .success = 201,
                       .reasons = with_body_reasons({Tus::unsupported_version, Tus::malformed,
                                                     Tus::bad_metadata, Tus::unknown_checksum,
                                                     Tus::checksum_mismatch, Tus::no_concatenation,
                                                     Vod::invalid_fields, Vod::too_many_uploads}),
                       .body_bytes_max = bytes_max,
                       .upload_types = {tus::bytes_type}}),
        self, &UploadRoutes::begin);
    table.add(tus_operation(
                  {.method = head,
                   .path = "/api/uploads/:id",
                   .id = "getUpload",
                   .summary = "How far an upload has come (tus 1.0.0)",
                   .reasons = {Tus::unsupported_version, Vod::upload_not_found, Vod::upload_gone},
                   .rate_limit = RateLimit::uploads}),
              self, &UploadRoutes::standing);
    table.add(tus_operation(
                  {.method = patch,
                   .path = "/api/uploads/:id",
                   .id = "continueUpload",
                   .summary = "Go on with an upload (tus 1.0.0, checksum); the last byte makes it "
                              "a video",
                   .success = 204,
                   .reasons = continuation_reasons(),
                   .rate_limit = RateLimit::uploads,
                   .body_bytes_max = bytes_max,
                   .upload_types = {tus::bytes_type}}),
              self, &UploadRoutes::go_on);
    table.add(tus_operation({.method = delete_,
                             .path = "/api/uploads/:id",
                             .id = "giveUpUpload",
                             .summary = "Give an upload up (tus 1.0.0, termination)",
                             .success = 204,
                             .reasons = {Tus::unsupported_version, Vod::upload_not_found,
                                         Vod::upload_gone, Errc::upload_locked}}),
              self, &UploadRoutes::give_up);
    table.add(tus_operation({.method = post,
                             .path = "/api/uploads/:id",
                             .id = "actOnUpload",
                             .summary = "What X-HTTP-Method-Override names, for who can only POST",
                             .success = 204,
                             .reasons = continuation_reasons(),
                             .rate_limit = RateLimit::uploads,
                             .body_bytes_max = bytes_max,
                             .upload_types = {tus::bytes_type}}),
              self, &UploadRoutes::act_otherwise);
    table.add(form_operation({.path = "/api/videos/upload",
                              .id = "uploadVideo",
                              .tag = "Videos",
                              .summary = "Upload a video as a form: the file in `video`; `title`, "
                                         "`description`, `visibility`, in any order"}),
              self, &UploadRoutes::upload);
    table.add(
        form_operation({.path = "/api/media",
                        .id = "uploadMedia",
                        .tag = "Media",
                        .summary = "Upload a video as a form: the file in `file` or `video`"}),
        self, &UploadRoutes::upload);
}

asio::awaitable<Reply<NoContent>> UploadRoutes::begin(Call call, Nothing) {
    if (desk_ == nullptr) co_return Outcome{.refusal = Refusal{Errc::unavailable, {}}};
    co_return co_await desk_->begin(std::move(call));
}

asio::awaitable<Reply<NoContent>> UploadRoutes::standing(Call call, ById input) {
    return act(std::move(call), head, std::move(input.id));
}

asio::awaitable<Reply<NoContent>> UploadRoutes::go_on(Call call, ById input) {
    return act(std::move(call), patch, std::move(input.id));
}

asio::awaitable<Reply<NoContent>> UploadRoutes::give_up(Call call, ById input) {
    return act(std::move(call), delete_, std::move(input.id));
}

asio::awaitable<Reply<NoContent>> UploadRoutes::act_otherwise(Call call, ById input) {
    return act(std::move(call), post, std::move(input.id));
}

asio::awaitable<Reply<NoContent>> UploadRoutes::act(Call call, http::Method method,
                                                    std::string id) {
    const auto video = VideoId::parse(id);
    if (desk_ == nullptr) co_return Outcome{.refusal = Refusal{Errc::unavailable, {}}};
    if (!video) co_return Outcome{.refusal = Refusal{Vod::upload_not_found, {}}};
    co_return co_await desk_->act(std::move(call), method, *video);
}

asio::awaitable<Reply<UploadedView>> UploadRoutes::upload(Call call, Nothing) {
    if (desk_ == nullptr) co_return fail(Errc::unavailable);
    auto finished = co_await desk_->take_form(call);
    if (!finished) co_return std::unexpected(std::move(finished).error());
    const UploadedView view{.id = finished->video.id,
                            .job_id = finished->job.id,
                            .status = finished->video.status,
                            .video = co_await presenter_.video(finished->video, call)};
    Reply<UploadedView> reply(view);
    reply.status = 202;
    co_return reply;
}

}  // namespace freshet::api
