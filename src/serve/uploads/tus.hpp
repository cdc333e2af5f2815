#pragma once

#include <boost/asio/awaitable.hpp>

#include "serve/api/call.hpp"
#include "serve/api/reply.hpp"
#include "serve/http/message.hpp"
#include "serve/uploads/intake.hpp"
#include "serve/uploads/writers.hpp"
#include "wire/tus/request.hpp"

namespace freshet::uploads {

/// Resumable uploads: tus 1.0.0 with what wire/tus says that we can. Used by all io threads at
/// once; what it refers to outlives it.
class Tus {
public:
    Tus(Stores stores, Writers& writers) : stores_(stores), writers_(writers) {}

    asio::awaitable<api::Outcome> begin(api::Call call);
    asio::awaitable<api::Outcome> standing(api::Call call, VideoId id);
    asio::awaitable<api::Outcome> go_on(api::Call call, VideoId id);
    asio::awaitable<api::Outcome> give_up(api::Call call, VideoId id);

private:
    /// How far a body brought an upload, and why not further.
    struct Received {
        vod::Upload upload;
        ErrorCode shortfall{};
    };

    asio::awaitable<Result<Received>> receive(http::BodyReader& body, vod::Upload upload,
                                              std::optional<tus::Checksum> checksum,
                                              Writers::Claim& claim);
    asio::awaitable<Result<vod::Upload>> find(VideoId id, UserId owner);
    asio::awaitable<Result<vod::Upload>> finished(vod::Upload upload);
    asio::awaitable<api::Outcome> begin_with_bytes(api::Call call, vod::Upload upload,
                                                   std::optional<tus::Checksum> checksum);

    Stores stores_;
    Writers& writers_;
};

}  // namespace freshet::uploads
