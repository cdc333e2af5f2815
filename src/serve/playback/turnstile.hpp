#pragma once

#include <chrono>
#include <optional>

#include "base/ids.hpp"
#include "channels/viewer_names.hpp"
#include "channels/viewings.hpp"
#include "serve/playback/visitor.hpp"

namespace freshet::playback {

/// What is watched, and whose it is.
struct Show {
    channels::Subject subject;
    ChannelId channel;
    UserId owner;
};

/// Counts who has been let in, whatever is watched and however: tells viewers apart, and passes
/// over the owner's own playback and robots. `viewer` is nil for who is nobody in particular. From
/// any thread; what it refers to outlives it.
class Turnstile {
public:
    Turnstile(channels::Viewings& viewings, const channels::ViewerNames& names)
        : viewings_(viewings), names_(names) {}

    /// For as long as a connection lives.
    [[nodiscard]] channels::Viewings::Watching watch(const Show& show, UserId viewer,
                                                     const Visitor& visitor);

    /// A sign of life in a playback by requests: has watched since the last one, for no longer than
    /// that.
    void seen(const Show& show, UserId viewer, const Visitor& visitor,
              std::chrono::milliseconds believed_max);

    /// The same where a viewing that has begun can go on, and none begins: of a request that does
    /// not say all that would tell its viewer from others.
    void goes_on(const Show& show, UserId viewer, const Visitor& visitor,
                 std::chrono::milliseconds believed_max);

private:
    [[nodiscard]] std::optional<channels::Spectator> spectator(const Show& show, UserId viewer,
                                                               const Visitor& visitor) const;

    channels::Viewings& viewings_;
    const channels::ViewerNames& names_;
};

}  // namespace freshet::playback
