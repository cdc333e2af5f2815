#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "channels/viewer_names.hpp"
#include "channels/viewings.hpp"
#include "serve/playback/admission.hpp"

namespace freshet::playback {

/// What a protocol knows of somebody who asks to watch.
struct Visitor {
    std::string token{};      // As it came; empty: none.
    std::string client_id{};  // One that a browser keeps; see is_client_id. Empty: none.
    std::string peer_ip{};
    std::string user_agent{};
};

/// Whether this may be the id that a browser keeps to be known again.
[[nodiscard]] bool is_client_id(std::string_view text);

/// The value of a parameter in a query that holds no escapes, as tokens and client ids do not;
/// empty when it is not there.
[[nodiscard]] std::string plain_query_value(std::string_view query, std::string_view name);

/// What a viewer holds for as long as it watches: its right, and its place among those who are
/// counted.
struct Ticket {
    PassPtr pass{};
    channels::Viewings::Watching watching{};

    /// Whether its right has ended.
    [[nodiscard]] bool is_void() const { return pass && !pass->is_good(); }
};

/// The one way in for viewers of all protocols, none of which knows a rule: judges by Admission,
/// counts by Viewings. The owner's own playback and robots are let in uncounted. From any thread;
/// what it refers to outlives it.
class Entrance {
public:
    Entrance(Admission& admission, channels::Viewings& viewings, const channels::ViewerNames& names)
        : admission_(admission), viewings_(viewings), names_(names) {}

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
    [[nodiscard]] std::optional<channels::Spectator> spectator(const Pass& pass,
                                                               const Visitor& visitor) const;

    Admission& admission_;
    channels::Viewings& viewings_;
    const channels::ViewerNames& names_;
};

}  // namespace freshet::playback
