#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "vod/upload.hpp"
#include "vod/upload_repository.hpp"

namespace freshet::vod {

/// Videos on their way in: rows, rules and limits. The bytes are moved by whoever asks: a row says
/// what is durable, and is written after it is. Owners hear of it by VideoProgressed. Used by all
/// io threads at once; what it refers to outlives it.
class Uploads {
public:
    Uploads(UploadLimits limits, UploadRepository& repository, EventBus& events, WallClock clock);

    [[nodiscard]] const UploadLimits& limits() const { return limits_; }

    /// As UploadRepository, and what VideoRules say. Without a title the file's name is one, and
    /// without that "Untitled".
    asio::awaitable<Answer<Upload>> begin(UploadDraft draft);

    asio::awaitable<Result<Upload>> find(VideoId id, UserId owner);
    asio::awaitable<Result<Upload>> set_length(VideoId id, UserId owner, std::uint64_t length);
    asio::awaitable<Result<Upload>> note(Advance advance, UserId owner);
    asio::awaitable<Result<Finished>> finish(VideoId id, UserId owner, std::uint64_t size);
    asio::awaitable<Result<void>> give_up(VideoId id, UserId owner);

    /// For housekeeping, again until it gives less than `count`. Tells how many it gave up.
    asio::awaitable<std::size_t> sweep(std::size_t count);

private:
    UploadLimits limits_;
    UploadRepository& repository_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::vod
