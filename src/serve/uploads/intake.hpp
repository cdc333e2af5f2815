#pragma once

#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "serve/http/body_reader.hpp"
#include "serve/uploads/digest.hpp"
#include "serve/uploads/writers.hpp"
#include "store/objects/store.hpp"
#include "vod/uploads.hpp"

namespace freshet::uploads {

namespace asio = boost::asio;

/// What the bytes of uploads go into; all of it outlives them.
struct Stores {
    vod::Uploads& uploads;
    objects::Store& objects;
};

/// One upload while its bytes come: the draft of its object, and its row, which never says more
/// than is durable. A local of whoever has claimed the upload.
class Intake {
public:
    /// When bytes are made durable, and noted, while more of them come.
    enum class Settles {
        now_and_then,
        at_the_end,  // They may turn out to be none.
    };

    /// Goes on where the row says. vod::Errc::upload_gone when that cannot be: the bytes before it
    /// are lost.
    static asio::awaitable<Result<Intake>> open(Stores stores, vod::Upload upload, Settles settles);

    /// How much more it may grow.
    [[nodiscard]] std::uint64_t room() const;

    /// Reads a body to its end. What it fails with, as http::Errc tells of bodies, leaves what had
    /// come before, and so do api::Errc::storage_full, vod::Errc::video_too_large,
    /// quota_exceeded and upload_moved.
    asio::awaitable<Result<void>> pour(http::BodyReader& body, Writers::Claim& claim,
                                       Digest* digest);

    asio::awaitable<Result<void>> take(ByteSpan bytes);

    /// Makes what came durable, then notes it.
    asio::awaitable<Result<void>> settle();

    /// The row, as of the last `settle`.
    [[nodiscard]] const vod::Upload& upload() const { return upload_; }
    [[nodiscard]] bool is_whole() const { return upload_.length == upload_.offset; }

private:
    Intake(Stores stores, vod::Upload upload, Settles settles,
           std::unique_ptr<objects::Draft> draft)
        : stores_(stores),
          upload_(std::move(upload)),
          settles_(settles),
          draft_(std::move(draft)) {}

    Stores stores_;
    vod::Upload upload_;
    Settles settles_;
    std::unique_ptr<objects::Draft> draft_;
};

/// Makes a video of an upload all of whose bytes are durable and noted. Again after a crash, from
/// wherever that was.
asio::awaitable<Result<vod::Finished>> finish(Stores stores, vod::Upload upload);

/// Row and bytes go.
asio::awaitable<Result<void>> give_up(Stores stores, VideoId id, UserId owner);

/// The same for one that nobody can go on with, whatever has just failed, even if that was the wait
/// of who asks. What cannot go now expires.
asio::awaitable<void> abandon(Stores stores, VideoId id, UserId owner);

}  // namespace freshet::uploads
