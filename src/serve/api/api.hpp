#pragma once

#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "base/clock.hpp"
#include "channels/broadcasts.hpp"
#include "channels/categories.hpp"
#include "channels/channels.hpp"
#include "channels/schedule.hpp"
#include "community/follows.hpp"
#include "community/notifications.hpp"
#include "community/reports.hpp"
#include "serve/api/access.hpp"
#include "serve/api/account_parts.hpp"
#include "serve/api/account_routes.hpp"
#include "serve/api/admin_stream_routes.hpp"
#include "serve/api/admin_user_routes.hpp"
#include "serve/api/api_token_routes.hpp"
#include "serve/api/audit_routes.hpp"
#include "serve/api/auth_routes.hpp"
#include "serve/api/category_routes.hpp"
#include "serve/api/channel_act_routes.hpp"
#include "serve/api/channel_routes.hpp"
#include "serve/api/chat_moderation_routes.hpp"
#include "serve/api/chat_routes.hpp"
#include "serve/api/document_routes.hpp"
#include "serve/api/emote_routes.hpp"
#include "serve/api/follow_routes.hpp"
#include "serve/api/invite_routes.hpp"
#include "serve/api/job_routes.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/media_routes.hpp"
#include "serve/api/notification_routes.hpp"
#include "serve/api/password_routes.hpp"
#include "serve/api/pipeline.hpp"
#include "serve/api/playback_routes.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/profile_routes.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/rate_limits.hpp"
#include "serve/api/refresh_cookie.hpp"
#include "serve/api/report_routes.hpp"
#include "serve/api/room_routes.hpp"
#include "serve/api/schedule_routes.hpp"
#include "serve/api/search_routes.hpp"
#include "serve/api/session_routes.hpp"
#include "serve/api/setup_routes.hpp"
#include "serve/api/share_link_routes.hpp"
#include "serve/api/statistics_routes.hpp"
#include "serve/api/stream_routes.hpp"
#include "serve/api/subscription_routes.hpp"
#include "serve/api/system_routes.hpp"
#include "serve/api/two_factor_routes.hpp"
#include "serve/api/upload_routes.hpp"
#include "serve/api/video_parts.hpp"
#include "serve/api/video_routes.hpp"
#include "serve/api/watch_routes.hpp"
#include "site/documents.hpp"

namespace freshet::api {

struct Config {
    std::string version{};  // The program's.
    PublicUrls::Config urls{};
    std::vector<std::string> client_urls{};  // CLIENT_URL
    RateLimits::Config rate_limits{};
    RegistrationPolicy registration = RegistrationPolicy::open;
    std::vector<community::Tier> tiers{};  // That can be paid for.
    net::AddressSet admin_addresses{};     // ADMIN_IP_ALLOW
};

/// What decides who may watch, and knows who has watched.
struct PlaybackParts {
    const channels::PlaybackTokens& tokens;
    playback::Judge& judge;
    playback::Admission& admission;
    playback::Entrance& entrance;
    channels::StatisticsRepository& statistics;
    NewSubscriptions new_subscriptions{};
    VideoSeen video_seen{};
};

/// What the API stands on; all of it outlives the Api.
struct Parts {
    accounts::Accounts& accounts;
    accounts::TwoFactor& two_factor;
    accounts::ApiTokens& api_tokens;
    accounts::Invites& invites;
    accounts::FirstAdmin& first_admin;
    accounts::Administration& administration;
    site::Audit& audit;
    channels::Channels& channels;
    channels::Broadcasts& broadcasts;
    community::Follows& follows;
    community::Notifications& notifications;
    community::Reports& reports;
    ChatParts chat;
    site::Documents& documents;
    channels::Categories& categories;
    channels::Schedule& schedule;
    channels::SearchRepository& search;
    LiveDirectory& live;
    community::Subscriptions& subscriptions;
    community::EntitlementRepository& entitlements;
    PlaybackParts playback;
    Probes probes;
    AccountParts account;
    VideoParts videos;
    PaymentSeams payments{};
    RoomPresence present{};
};

struct Clocks {
    WallClock wall = wall_now;
    Pipeline::MonoClock mono = mono_now;
};

/// The REST API: the table of routes and what answers them. Used by all io threads at once;
/// outlives the router that it is mounted on.
class Api {
public:
    Api(Config config, Parts parts, Clocks clocks = {});

    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    void mount(http::Router& router) const { pipeline_.mount(table_, router); }

    [[nodiscard]] const Table& table() const { return table_; }
    [[nodiscard]] RateLimits& rate_limits() { return rate_limits_; }

    /// Broadcasts have begun or ended: lists that are remembered say so no longer.
    void forget_answers() const { pipeline_.forget_answers(); }

private:
    RateLimits rate_limits_;
    RefreshCookie cookie_;
    PublicUrls urls_;
    Presenter presenter_;
    Access access_;
    AuthRoutes auth_;
    PasswordRoutes passwords_;
    SessionRoutes sessions_;
    ProfileRoutes profiles_;
    AccountRoutes account_;
    ChannelRoutes channels_;
    ChannelActRoutes channel_acts_;
    StreamRoutes streams_;
    FollowRoutes follows_;
    NotificationRoutes notifications_;
    ReportRoutes reports_;
    ChatRoutes chat_;
    ChatModerationRoutes chat_moderation_;
    EmoteRoutes emotes_;
    DocumentRoutes documents_;
    ScheduleRoutes schedule_;
    RoomRoutes rooms_;
    CategoryRoutes categories_;
    AdminStreamRoutes admin_streams_;
    SubscriptionRoutes subscriptions_;
    VideoPresenter video_presenter_;
    VideoAccess video_access_;
    SearchRoutes search_;
    VideoRoutes videos_;
    WatchRoutes watch_;
    ShareLinkRoutes share_links_;
    MediaRoutes media_;
    JobRoutes jobs_;
    UploadRoutes uploads_;
    PlaybackRoutes playback_;
    StatisticsRoutes statistics_;
    SystemRoutes system_;
    TwoFactorRoutes two_factor_;
    ApiTokenRoutes api_tokens_;
    SetupRoutes setup_;
    InviteRoutes invites_;
    AdminUserRoutes admin_users_;
    AuditRoutes audit_;
    Table table_;
    Pipeline pipeline_;
};

/// What docs/api/openapi.json holds and /api/openapi.json answers; needs no running server.
[[nodiscard]] std::string openapi_document();

}  // namespace freshet::api
