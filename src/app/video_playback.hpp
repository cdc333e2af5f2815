#pragma once

#include "app/config.hpp"
#include "app/videos.hpp"
#include "base/events.hpp"
#include "channels/access_repository.hpp"
#include "serve/playback/turnstile.hpp"
#include "serve/vod/routes.hpp"
#include "store/objects/store.hpp"
#include "store/secrets.hpp"

namespace freshet::app {

/// Videos as people watch them, in the order of life. Made before the first request and outlives
/// the last; so do its parts.
class VideoPlayback {
public:
    struct Parts {
        const Config& config;
        const store::Secrets& secrets;
        Videos& videos;
        objects::Store& objects;
        channels::AccessRepository& members;
        playback::Turnstile& turnstile;
        EventBus& events;
        vod::Routes::Gate gate;
    };

    explicit VideoPlayback(Parts parts);

    vod::Routes& routes() { return routes_; }

private:
    vod::Admission admission_;
    vod::Routes routes_;
};

}  // namespace freshet::app
