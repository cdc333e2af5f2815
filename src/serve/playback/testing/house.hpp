#pragma once

#include <string>

#include "serve/playback/entrance.hpp"

namespace freshet::playback::testing {

/// All that lets viewers of live streams in, with a clock that a test sets.
struct House {
    void set(StreamId stream, channels::Visibility visibility,
             channels::Audience audience = channels::Audience::everyone) {
        admission.set(
            stream,
            {.channel = channel, .owner = owner, .visibility = visibility, .audience = audience});
    }

    std::string token(StreamId stream, channels::Ground ground, UserId viewer = {},
                      SessionId session = {}) const {
        return tokens.issue({.stream = stream,
                             .viewer = viewer,
                             .session = session,
                             .ground = ground,
                             .expires_at = {}},
                            wall);
    }

    void pass(std::chrono::milliseconds time) {
        mono += time;
        wall += time;
    }

    MonoTime mono{std::chrono::hours(1)};
    WallTime wall{std::chrono::milliseconds(1'800'000'000'000)};
    ChannelId channel = ChannelId::make();
    UserId owner = UserId::make();
    channels::PlaybackTokens tokens{SecretText("a secret")};
    Admission admission{{.mono = [this] { return mono; }, .wall = [this] { return wall; }}, tokens};
    channels::Viewings viewings{{.mono = [this] { return mono; }, .wall = [this] { return wall; }}};
    channels::ViewerNames names{SecretText("a secret")};
    Turnstile turnstile{viewings, names};
    Entrance entrance{admission, turnstile};
};

}  // namespace freshet::playback::testing
