#include "serve/api/api.hpp"

#include <utility>

#include "serve/api/openapi.hpp"

namespace freshet::api {

namespace {

/// The groups of routes; with none of them the table describes only.
struct Groups {
    AuthRoutes* auth = nullptr;
    PasswordRoutes* passwords = nullptr;
    SessionRoutes* sessions = nullptr;
    ProfileRoutes* profiles = nullptr;
    AccountRoutes* account = nullptr;
    ChannelRoutes* channels = nullptr;
    ChannelActRoutes* channel_acts = nullptr;
    StreamRoutes* streams = nullptr;
    FollowRoutes* follows = nullptr;
    NotificationRoutes* notifications = nullptr;
    ReportRoutes* reports = nullptr;
    ChatRoutes* chat = nullptr;
    ChatModerationRoutes* chat_moderation = nullptr;
    EmoteRoutes* emotes = nullptr;
    DocumentRoutes* documents = nullptr;
    ScheduleRoutes* schedule = nullptr;
    RoomRoutes* rooms = nullptr;
    CategoryRoutes* categories = nullptr;
    SearchRoutes* search = nullptr;
    AdminStreamRoutes* admin_streams = nullptr;
    SubscriptionRoutes* subscriptions = nullptr;
    VideoRoutes* videos = nullptr;
    WatchRoutes* watch = nullptr;
    ShareLinkRoutes* share_links = nullptr;
    MediaRoutes* media = nullptr;
    JobRoutes* jobs = nullptr;
    UploadRoutes* uploads = nullptr;
    PlaybackRoutes* playback = nullptr;
    StatisticsRoutes* statistics = nullptr;
    SystemRoutes* system = nullptr;
    TwoFactorRoutes* two_factor = nullptr;
    ApiTokenRoutes* api_tokens = nullptr;
    SetupRoutes* setup = nullptr;
    InviteRoutes* invites = nullptr;
    AdminUserRoutes* admin_users = nullptr;
    AuditRoutes* audit = nullptr;
};

/// Every route there is, in the order of the description.
Table table_of(const Groups& groups) {
    Table table;
    AuthRoutes::describe(table, groups.auth);
    TwoFactorRoutes::describe(table, groups.two_factor);
    ApiTokenRoutes::describe(table, groups.api_tokens);
    PasswordRoutes::describe(table, groups.passwords);
    SessionRoutes::describe(table, groups.sessions);
    ProfileRoutes::describe(table, groups.profiles);
    AccountRoutes::describe(table, groups.account);
    ChannelRoutes::describe(table, groups.channels);
    ChannelActRoutes::describe(table, groups.channel_acts);
    StreamRoutes::describe(table, groups.streams);
    FollowRoutes::describe(table, groups.follows);
    NotificationRoutes::describe(table, groups.notifications);
    ReportRoutes::describe(table, groups.reports);
    ChatRoutes::describe(table, groups.chat);
    ChatModerationRoutes::describe(table, groups.chat_moderation);
    EmoteRoutes::describe(table, groups.emotes);
    DocumentRoutes::describe(table, groups.documents);
    ScheduleRoutes::describe(table, groups.schedule);
    RoomRoutes::describe(table, groups.rooms);
    CategoryRoutes::describe(table, groups.categories);
    SearchRoutes::describe(table, groups.search);
    AdminStreamRoutes::describe(table, groups.admin_streams);
    SubscriptionRoutes::describe(table, groups.subscriptions);
    VideoRoutes::describe(table, groups.videos);
    WatchRoutes::describe(table, groups.watch);
    ShareLinkRoutes::describe(table, groups.share_links);
    MediaRoutes::describe(table, groups.media);
    JobRoutes::describe(table, groups.jobs);
    UploadRoutes::describe(table, groups.uploads);
    PlaybackRoutes::describe(table, groups.playback);
    StatisticsRoutes::describe(table, groups.statistics);
    SystemRoutes::describe(table, groups.system);
    SetupRoutes::describe(table, groups.setup);
    AdminUserRoutes::describe(table, groups.admin_users);
    InviteRoutes::describe(table, groups.invites);
    AuditRoutes::describe(table, groups.audit);
    return table;
}

}  // namespace

Api::Api(Config config, Parts parts, Clocks clocks)
    : rate_limits_(config.rate_limits),
      cookie_({.public_url = config.urls.public_url, .client_urls = config.client_urls}),
      urls_(config.urls),
      presenter_(parts.channels, parts.follows, parts.live, urls_, parts.playback.tokens,
                 clocks.wall),
      access_(parts.channels, parts.broadcasts, parts.audit),
      auth_(config.registration,
            {.accounts = parts.accounts,
             .two_factor = parts.two_factor,
             .invites = parts.invites,
             .channels = parts.channels,
             .greet = parts.account.greet},
            cookie_, presenter_, clocks.wall),
      passwords_(parts.accounts, parts.account.passwords, parts.account.verification),
      sessions_(parts.account.sessions),
      profiles_(parts.accounts, parts.account.profiles, parts.account.avatars, access_, presenter_),
      account_(parts.accounts, parts.channels, parts.account, cookie_, presenter_, clocks.wall),
      channels_(parts.accounts, parts.channels, access_, parts.live, presenter_),
      channel_acts_(parts.channels, access_, parts.live, presenter_),
      streams_(access_, parts.broadcasts, parts.categories, presenter_),
      follows_(parts.accounts, parts.follows, urls_),
      notifications_(parts.notifications),
      reports_(parts.reports, parts.audit),
      chat_(parts.chat, access_, parts.playback.judge, urls_),
      chat_moderation_(parts.chat, access_, urls_),
      emotes_(parts.chat.emotes, access_, urls_),
      documents_(parts.documents, parts.audit),
      schedule_({.accounts = parts.accounts,
                 .channels = parts.channels,
                 .broadcasts = parts.broadcasts,
                 .schedule = parts.schedule,
                 .live = parts.live,
                 .admission = parts.playback.admission},
                access_, presenter_),
      rooms_({.accounts = parts.accounts,
              .channels = parts.channels,
              .broadcasts = parts.broadcasts,
              .schedule = parts.schedule,
              .live = parts.live,
              .urls = urls_,
              .present = parts.present},
             access_, presenter_),
      categories_(parts.categories, parts.audit),
      admin_streams_({.broadcasts = parts.broadcasts,
                      .schedule = parts.schedule,
                      .live = parts.live,
                      .audit = parts.audit},
                     presenter_),
      subscriptions_({.accounts = parts.accounts,
                      .channels = parts.channels,
                      .subscriptions = parts.subscriptions,
                      .entitlements = parts.entitlements,
                      .audit = parts.audit,
                      .urls = urls_,
                      .client_url = config.client_urls.empty() ? "" : config.client_urls.front(),
                      .seams = std::move(parts.payments)}),
      video_presenter_({.jobs = parts.videos.jobs,
                        .positions = parts.videos.positions,
                        .tokens = parts.videos.tokens,
                        .urls = urls_,
                        .clock = clocks.wall}),
      video_access_(parts.videos.videos, access_),
      search_({.repository = parts.search,
               .videos = parts.videos.videos,
               .presenter = presenter_,
               .video_presenter = video_presenter_}),
      videos_({.videos = parts.videos,
               .accounts = parts.accounts,
               .channels = parts.channels,
               .categories = parts.categories},
              access_, video_access_, video_presenter_),
      watch_(parts.videos.positions, video_access_, video_presenter_),
      share_links_(parts.videos.share_links, video_access_, video_presenter_, urls_),
      media_(parts.videos, video_access_, video_presenter_),
      jobs_(parts.videos, parts.audit),
      uploads_(parts.videos.desk, video_presenter_),
      playback_(access_, presenter_, parts.playback.judge, parts.playback.entrance,
                std::move(parts.playback.video_seen)),
      statistics_(parts.accounts, parts.channels, parts.playback.statistics, parts.live,
                  std::move(parts.playback.new_subscriptions), clocks.wall),
      system_(
          {.version = config.version, .registration = config.registration, .tiers = config.tiers},
          std::move(parts.probes), urls_, clocks.wall, openapi_document()),
      two_factor_(parts.two_factor, auth_),
      api_tokens_(parts.api_tokens, clocks.wall),
      setup_(parts.first_admin, auth_),
      invites_(parts.invites, urls_, clocks.wall),
      admin_users_(parts.administration, parts.accounts, parts.channels, parts.live),
      audit_(parts.audit),
      table_(table_of({
          .auth = &auth_,
          .passwords = &passwords_,
          .sessions = &sessions_,
          .profiles = &profiles_,
          .account = &account_,
          .channels = &channels_,
          .channel_acts = &channel_acts_,
          .streams = &streams_,
          .follows = &follows_,
          .notifications = &notifications_,
          .reports = &reports_,
          .chat = &chat_,
          .chat_moderation = &chat_moderation_,
          .emotes = &emotes_,
          .documents = &documents_,
          .schedule = &schedule_,
          .rooms = &rooms_,
          .categories = &categories_,
          .search = &search_,
          .admin_streams = &admin_streams_,
          .subscriptions = &subscriptions_,
          .videos = &videos_,
          .watch = &watch_,
          .share_links = &share_links_,
          .media = &media_,
          .jobs = &jobs_,
          .uploads = &uploads_,
          .playback = &playback_,
          .statistics = &statistics_,
          .system = &system_,
          .two_factor = &two_factor_,
          .api_tokens = &api_tokens_,
          .setup = &setup_,
          .invites = &invites_,
          .admin_users = &admin_users_,
          .audit = &audit_,
      })),
      pipeline_({.admin_addresses = std::move(config.admin_addresses)}, parts.accounts,
                parts.api_tokens, rate_limits_, cookie_, std::move(clocks.mono)) {}

std::string openapi_document() { return openapi_document(table_of({})); }

}  // namespace freshet::api
