#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "accounts/accounts.hpp"
#include "app/background.hpp"
#include "app/chat_domain.hpp"
#include "app/config.hpp"
#include "channels/access_repository.hpp"
#include "channels/broadcasts.hpp"
#include "community/follows.hpp"
#include "community/notifications.hpp"
#include "net/io_threads.hpp"
#include "serve/api/rate_limits.hpp"
#include "serve/chat/chat.hpp"
#include "serve/http/router.hpp"
#include "serve/metrics/metrics.hpp"
#include "serve/playback/judge.hpp"
#include "serve/sockets/hub.hpp"

namespace freshet::app {

/// Rooms, those who are in them, and the sockets by which they came. Made and ended by the main
/// thread; what it is made of outlives it.
class Chat {
public:
    struct Parts {
        net::IoThreads& threads;
        EventBus& events;
        ChatDomain& domain;
        accounts::Accounts& accounts;
        channels::Broadcasts& broadcasts;
        playback::Judge& judge;
        channels::AccessRepository& access;
        community::EntitlementRepository& entitlements;
        community::FollowRepository& follows;
        community::Notifications& notifications;
        api::RateLimits& limits;
        Background& background;
    };

    Chat(const Config& config, Parts parts);

    void mount(http::Router& router) { hub_.mount(router); }
    void watch(metrics::Metrics& metrics) const;
    void start();

    /// How many viewers a room has; none: nobody is there.
    [[nodiscard]] std::optional<std::uint32_t> viewers(StreamId room) const {
        return rooms_.viewers(room);
    }

    /// Says goodbye to everybody, then stores what was said. Not on an io thread, which all still
    /// run.
    void stop(std::chrono::milliseconds grace);

private:
    [[nodiscard]] chat::Press press();
    [[nodiscard]] chat::RoomParts room_parts(const Parts& parts);
    [[nodiscard]] chat::Notices::Parts notice_parts(const Parts& parts);
    [[nodiscard]] chat::ConversationParts conversation_parts(const Config& config,
                                                             const Parts& parts);

    chat::Looks looks_;
    chat::Totals totals_;
    chat::Rooms rooms_;
    chat::Notices notices_;
    chat::Chat chat_;
    Background& background_;
    sockets::Hub hub_;
};

}  // namespace freshet::app
