#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "channels/viewings.hpp"
#include "serve/playback/admission.hpp"
#include "serve/playback/turnstile.hpp"
#include "serve/playback/visitor.hpp"

namespace freshet::playback {

/// What a viewer holds for as long as it watches: its right, and its place among those who are
/// counted.
struct Ticket {
    PassPtr pass{};
    channels::Viewings::Watching watching{};

    /// Whether its right has ended.
    [[nodiscard]] bool is_void() const { return pass && !pass->is_good(); }
};

/// The one way in for viewers of live streams by all protocols, none of which knows a rule: judges
/// by Admission, counts by the Turnstile. From any thread; what it refers to outlives it.
class Entrance {
public:
    Entrance(Admission& admission, Turnstile& turnstile)
        : admission_(admission), turnstile_(turnstile) {}

    /// For a connection that takes media from now on.
    Result<Ticket> enter(StreamId stream, const Visitor& visitor);

    /// For a playback by requests: its first, and the others.
    Result<PassPtr> start(StreamId stream, std::string_view token) {
        return admission_.start(stream, token);
    }
    Result<PassPtr> go_on(StreamId stream, std::string_view token) {
        return admission_.go_on(stream, token);
    }

    /// A sign of life in a playback by requests: has watched since the last one, for no longer than
    /// that.
    void seen(const Pass& pass, const Visitor& visitor, std::chrono::milliseconds believed_max);

private:
    [[nodiscard]] std::optional<Show> show_of(const Pass& pass) const;

    Admission& admission_;
    Turnstile& turnstile_;
};

}  // namespace freshet::playback
