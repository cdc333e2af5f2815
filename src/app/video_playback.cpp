#include "app/video_playback.hpp"

#include <utility>

#include "app/storage.hpp"

namespace freshet::app {

namespace {

vod::Cdn::Config cdn_of(const StorageConfig& config) {
    vod::Cdn::Config cdn{.base_url = config.cdn_base_url};
    if (auto signer = make_cdn_signer(config)) {
        cdn.sign = [signer = *std::move(signer)](const std::string& pattern, WallTime until) {
            return signer.query(pattern, until);
        };
    }
    return cdn;
}

}  // namespace

VideoPlayback::VideoPlayback(Parts parts)
    : admission_({}, {.find = [&rows = parts.videos.video_rows](
                                  VideoId video) { return rows.find_playable(video); },
                      .members = parts.members,
                      .tokens = parts.videos.tokens,
                      .events = parts.events}),
      routes_({.secret = parts.secrets.secret_key,
               .cdn = cdn_of(parts.config.storage),
               .gate = std::move(parts.gate)},
              {.admission = admission_,
               .turnstile = parts.turnstile,
               .store = parts.objects,
               .events = parts.events}) {}

}  // namespace freshet::app
