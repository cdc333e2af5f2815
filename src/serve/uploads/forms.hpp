#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/field_errors.hpp"
#include "serve/api/call.hpp"
#include "serve/uploads/intake.hpp"
#include "serve/uploads/writers.hpp"
#include "vod/videos.hpp"

namespace freshet::uploads {

/// Uploads by a form, in one request: what is not whole at its end is gone. Used by all io threads
/// at once; what it refers to outlives it.
class Forms {
public:
    Forms(Stores stores, vod::Videos& library, Writers& writers)
        : stores_(stores), library_(library), writers_(writers) {}

    asio::awaitable<Answer<vod::Finished>> take(api::Call call);

private:
    class Visit;

    Stores stores_;
    vod::Videos& library_;
    Writers& writers_;
};

}  // namespace freshet::uploads
