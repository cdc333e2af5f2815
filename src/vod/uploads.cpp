#include "vod/uploads.hpp"

#include <utility>

#include "base/folded.hpp"
#include "base/utf8.hpp"
#include "vod/error.hpp"
#include "vod/news.hpp"
#include "vod/rules.hpp"

namespace freshet::vod {

namespace {

bool is_untitled(const std::string& title) { return is_utf8(title) && is_blank(title); }

FieldErrors check(const UploadDraft& draft) {
    auto errors = check(draft.video);
    constexpr auto max = UploadLimits::metadata_bytes_max;
    if (draft.metadata.size() > max) {
        errors.push_back(
            {.field = "metadata", .code = "too_long", .params = {{"max", std::to_string(max)}}});
    } else if (!is_utf8(draft.metadata) || has_controls(draft.metadata)) {
        errors.push_back({.field = "metadata", .code = "invalid_text", .params = {}});
    }
    return errors;
}

}  // namespace

Uploads::Uploads(UploadLimits limits, UploadRepository& repository, EventBus& events,
                 WallClock clock)
    : limits_(limits), repository_(repository), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Answer<Upload>> Uploads::begin(UploadDraft draft) {
    draft.video = tidied(std::move(draft.video));
    if (is_untitled(draft.video.title)) draft.video.title = title_of_file(draft.file_name);
    if (auto errors = check(draft); !errors.empty()) {
        co_return std::unexpected(
            Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
    }
    auto upload = co_await repository_.begin(std::move(draft), limits_, clock_());
    if (upload) tell_progress(events_, *upload, clock_());
    co_return upload;
}

asio::awaitable<Result<Upload>> Uploads::find(VideoId id, UserId owner) {
    return repository_.find(id, owner, clock_());
}

asio::awaitable<Result<Upload>> Uploads::set_length(VideoId id, UserId owner,
                                                    std::uint64_t length) {
    return repository_.set_length(id, owner, length, limits_, clock_());
}

asio::awaitable<Result<Upload>> Uploads::note(Advance advance, UserId owner) {
    auto upload = co_await repository_.note(advance, owner, limits_, clock_());
    if (upload) tell_progress(events_, *upload, clock_());
    co_return upload;
}

asio::awaitable<Result<Finished>> Uploads::finish(VideoId id, UserId owner, std::uint64_t size) {
    auto finished = co_await repository_.finish(id, owner, size, clock_());
    if (!finished) co_return std::unexpected(finished.error());
    // To hear of it twice, when it was finished before, does no harm.
    if (finished->job.status == JobStatus::queued) tell_queued(events_, finished->job, clock_());
    co_return finished;
}

asio::awaitable<Result<void>> Uploads::give_up(VideoId id, UserId owner) {
    auto job = co_await repository_.give_up(id, owner, clock_());
    if (!job) co_return std::unexpected(job.error());
    const auto now = clock_();
    events_.publish(VideoRemoved{.video = id, .at = now});
    events_.publish(JobQueued{.job = *job, .at = now});
    co_return Result<void>();
}

asio::awaitable<std::size_t> Uploads::sweep(std::size_t count) {
    const auto gone = co_await repository_.give_up_expired(clock_(), count);
    const auto now = clock_();
    for (const auto& id : gone) events_.publish(VideoRemoved{.video = id, .at = now});
    co_return gone.size();
}

}  // namespace freshet::vod
