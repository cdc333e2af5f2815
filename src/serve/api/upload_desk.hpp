#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "serve/api/call.hpp"
#include "serve/api/reply.hpp"
#include "serve/http/message.hpp"
#include "vod/upload_repository.hpp"

namespace freshet::api {

/// Takes in the bytes of videos, which the API itself knows nothing of: serve/uploads does. Used by
/// all io threads at once; outlives the Api.
class UploadDesk {
public:
    virtual ~UploadDesk() = default;

    /// tus 1.0.0: an upload begins.
    virtual boost::asio::awaitable<Outcome> begin(Call call) = 0;

    /// tus 1.0.0: one that began is asked for, goes on, or is given up. The request may name
    /// another method than it has.
    virtual boost::asio::awaitable<Outcome> act(Call call, http::Method method, VideoId id) = 0;

    /// A form with one file, and what there is to say of it.
    virtual boost::asio::awaitable<Answer<vod::Finished>> take_form(Call call) = 0;
};

}  // namespace freshet::api
