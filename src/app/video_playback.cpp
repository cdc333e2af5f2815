#include "app/video_playback.hpp"

#include <utility>

namespace freshet::app {

VideoPlayback::VideoPlayback(Parts parts)
    : rows_(parts.database),
      tokens_(parts.secrets.secret_key),
      admission_({}, {.find = [this](VideoId video) { return rows_.find_playable(video); },
                      .members = parts.members,
                      .tokens = tokens_,
                      .events = parts.events}),
      routes_({.secret = parts.secrets.secret_key, .gate = std::move(parts.gate)},
              {.admission = admission_,
               .turnstile = parts.turnstile,
               .store = parts.objects,
               .events = parts.events}) {}

}  // namespace freshet::app
