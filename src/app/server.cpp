#include "app/server.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include "accounts/error.hpp"
#include "app/account.hpp"
#include "app/audit_notes.hpp"
#include "app/background.hpp"
#include "app/banner.hpp"
#include "app/broadcast_rows.hpp"
#include "app/chat.hpp"
#include "app/chat_domain.hpp"
#include "app/chores.hpp"
#include "app/data_dir.hpp"
#include "app/explain.hpp"
#include "app/payments.hpp"
#include "app/people.hpp"
#include "app/playback_rounds.hpp"
#include "app/repositories.hpp"
#include "app/sections.hpp"
#include "app/storage.hpp"
#include "app/version.hpp"
#include "app/video_playback.hpp"
#include "app/videos.hpp"
#include "app/watched.hpp"
#include "app/webhook_sender.hpp"
#include "app/workers.hpp"
#include "base/events.hpp"
#include "community/follows.hpp"
#include "community/notifications.hpp"
#include "community/reports.hpp"
#include "net/offload.hpp"
#include "net/process.hpp"
#include "serve/api/problem.hpp"
#include "serve/cmaf/presentations.hpp"
#include "serve/flv/routes.hpp"
#include "serve/hls/routes.hpp"
#include "serve/http/cors.hpp"
#include "serve/http/router.hpp"
#include "serve/http/security_headers.hpp"
#include "serve/http/server.hpp"
#include "serve/pictures/routes.hpp"
#include "serve/rtmp/server.hpp"
#include "serve/uploads/desk.hpp"
#include "serve/web/routes.hpp"
#include "site/documents.hpp"
#include "site/housekeeper.hpp"
#include "store/secrets.hpp"
#include "store/sql/database.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// How long what is under way may take to finish when the program is asked to stop.
constexpr auto shutdown_grace = 3s;

// The start has other things to do than to clean up.
constexpr std::chrono::milliseconds housekeeping_after = 1min;

fanout::Delivery::Gate playback_gate(api::RateLimits& limits) {
    return [&limits](std::string_view peer_ip) -> std::optional<std::chrono::seconds> {
        const auto verdict = limits.take_playback(peer_ip, mono_now());
        if (verdict.allowed) return std::nullopt;
        return verdict.retry_after;
    };
}

/// Runs a task on an io thread and waits for what it gives. Not on an io thread.
template <class T>
T run_on(net::IoThread& thread, asio::awaitable<T> task) {
    return asio::co_spawn(thread.context(), std::move(task), asio::use_future).get();
}

/// A probe: a database that is away is an answer here, and no failure.
asio::awaitable<bool> answers(sql::Database& database) try {
    co_return co_await database.read(
        [](sql::Session& session) { return session.prepare("SELECT 1").next(); });
} catch (const boost::system::system_error&) {
    co_return false;
}

/// Whether lists that everybody gets may be others now. What is said in rooms stands in none.
bool changes_lists(const Event& event) {
    return std::holds_alternative<StreamStarted>(event) ||
           std::holds_alternative<StreamEnded>(event) ||
           std::holds_alternative<FollowBegan>(event) ||
           std::holds_alternative<VideoReady>(event) ||
           std::holds_alternative<VideoChanged>(event) ||
           std::holds_alternative<VideoRemoved>(event);
}

/// Waits on a loop of its own until the program is told to stop.
void wait_for_signal() {
    asio::io_context context(1);
    const auto signal = asio::co_spawn(context, net::termination_signal(), asio::use_future);
    context.run();
}

/// Without what Boost adds for programmers: the name of the category, and the number.
std::string words_of(const boost::system::system_error& error) {
    std::string words = error.what();
    if (words.ends_with(']')) words.resize(std::min(words.rfind(" ["), words.size()));
    return words;
}

int refuse(std::string_view why) {
    std::fprintf(stderr, "freshet: %.*s\n", static_cast<int>(why.size()), why.data());
    return 1;
}

/// The whole program, in the order of life: what stands first outlives what comes after it. Made,
/// run and destroyed by the main thread.
struct Program {
    const Config& config;
    const store::Secrets& secrets;
    net::IoThreads& threads;
    sql::Database& database;

    EventBus events{};
    net::BlockingPool hashing{{.threads = 2}};
    net::BlockingPool files{{.threads = 4, .waiting_max = 4096}};
    net::BlockingPool pictures{{.threads = 1, .waiting_max = 32}};
    std::unique_ptr<objects::Store> store = make_store(config, files);
    objects::Store& objects = *store;
    Mailing mailing{config, threads.at(0)};
    Repositories stored{database};

    People people{
        config,
        secrets,
        database,
        {.offload = [this](auto work) { return hashing.run(std::move(work)); },
         .on_refused = [this](const auto& user,
                              const auto& client) { audit_notes.refused_sign_in(user, client); },
         .remove_user = [this](UserId id) { return account.removal.remove(id); }}};
    AuditNotes audit_notes{people.audit, threads.at(0)};
    channels::Channels& channels = people.channels;
    channels::Broadcasts broadcasts{{.grace = config.live.grace}, stored.streams, wall_now};
    channels::Categories categories{stored.categories, wall_now};
    channels::Schedule schedule{stored.schedule, broadcasts, wall_now};

    channels::PlaybackTokens playback_tokens{secrets.secret_key};
    channels::ViewerNames viewer_names{secrets.secret_key};
    channels::Viewings viewings{{}};
    playback::Admission admission{{}, playback_tokens};
    playback::Judge judge{stored.entitlements};
    playback::Turnstile turnstile{viewings, viewer_names};
    playback::Entrance entrance{admission, turnstile};
    playback::Reviews reviews{admission, stored.access, wall_now};

    community::Follows follows{stored.follows, events, wall_now};

    community::Notifications notifications{{}, stored.notifications, events, wall_now};
    community::Reports reports{{}, stored.reports, wall_now};
    site::Documents documents{{}, stored.documents, wall_now};

    site::Housekeeper housekeeper{{},
                                  chores({config, stored.upkeep, account, chat_domain, videos})};
    Background background{{}, threads.at(0)};
    std::optional<WebhookSender> webhooks{};  // None: nobody wants to be told.
    BroadcastRows rows{{}, broadcasts, events, threads.at(0)};
    Payments payments{config, stored.subscriptions, events, threads.at(0)};
    Videos videos{{.config = config,
                   .secret_key = secrets.secret_key,
                   .database = database,
                   .objects = objects,
                   .events = events,
                   .hasher = people.hasher}};
    Account account{{.database = database,
                     .accounts = people.accounts,
                     .hasher = people.hasher,
                     .objects = objects,
                     .pictures = pictures,
                     .mailing = mailing,
                     .background = background,
                     .end_publish = [this](ChannelId id) { rows.end_publish(id); },
                     .exporters = videos.exporters()}};
    ChatDomain chat_domain{
        {.database = database, .objects = objects, .pictures = pictures, .events = events}};
    api::Api api{api_config(config),
                 {.accounts = people.accounts,
                  .two_factor = people.two_factor,
                  .api_tokens = people.api_tokens,
                  .invites = people.invites,
                  .first_admin = people.first_admin,
                  .administration = people.administration,
                  .audit = people.audit,
                  .channels = channels,
                  .broadcasts = broadcasts,
                  .follows = follows,
                  .notifications = notifications,
                  .reports = reports,
                  .chat = chat_domain.parts(),
                  .documents = documents,
                  .categories = categories,
                  .schedule = schedule,
                  .search = stored.search,
                  .live = rows,
                  .subscriptions = payments.subscriptions(),
                  .entitlements = stored.entitlements,
                  .playback = {.tokens = playback_tokens,
                               .judge = judge,
                               .admission = admission,
                               .entrance = entrance,
                               .statistics = stored.statistics,
                               .new_subscriptions =
                                   [this](UserId streamer) {
                                       return payments.subscriptions().count_begun(
                                           streamer, {.from = {}, .to = wall_now()});
                                   },
                               .video_seen =
                                   [this](VideoId video, auto visitor, auto believed_max) {
                                       return video_playback.routes().seen(
                                           video, std::move(visitor), believed_max);
                                   }},
                  .probes = {.database = [this] { return answers(database); },
                             .object_store = [this] { return objects.answers(); }},
                  .account = account.parts(),
                  .videos = videos.parts(),
                  .payments = payments.seams(),
                  .present = [this](StreamId room) { return chat.viewers(room); }}};
    EventBus::Listener list_changes = events.listen([this](const Event& event) {
        if (changes_lists(event)) api.forget_answers();
    });
    Chat chat{config,
              {.threads = threads,
               .events = events,
               .domain = chat_domain,
               .accounts = people.accounts,
               .broadcasts = broadcasts,
               .judge = judge,
               .access = stored.access,
               .entitlements = stored.entitlements,
               .follows = stored.follows,
               .notifications = notifications,
               .limits = api.rate_limits(),
               .background = background}};
    fanout::Delivery delivery{
        threads, {.log = {.merge = config.live_merge}, .gate = playback_gate(api.rate_limits())}};
    cmaf::Presentations presentations{config.hls};
    live::Hub hub{config.live, rows, wall_now};
    Workers workers{{.config = config,
                     .queue = videos.queue,
                     .objects = objects,
                     .events = events,
                     .background = background,
                     .thread = threads.at(threads.size() - 1),
                     .on_air = [this] { return !hub.on_air().empty(); }}};

    PlaybackRounds playback_rounds{
        {}, {hub, viewings, viewer_names, stored.views, admission, reviews}, threads.at(0)};

    flv::Routes flv_routes{hub, entrance, delivery};
    hls::Sessions hls_sessions{{.secret = secrets.secret_key},
                               [this](std::string_view name) { return hub.find(name); }};
    hls::Routes hls_routes{[this](std::string_view name) { return presentations.find(name); },
                           entrance,
                           hls_sessions,
                           {.gate = playback_gate(api.rate_limits())}};
    pictures::Routes picture_routes{[this](std::string key) { return open_picture(objects, key); },
                                    api::http_problem};
    VideoPlayback video_playback{{.config = config,
                                  .secrets = secrets,
                                  .videos = videos,
                                  .objects = objects,
                                  .members = stored.access,
                                  .turnstile = turnstile,
                                  .events = events,
                                  .gate = playback_gate(api.rate_limits())}};
    web::Routes web_routes{{.problem = api::http_problem}};
    metrics::Metrics metrics{{.allowed = config.admin_addresses}};
    http::SecurityHeaders security{{.media_origins = media_origins(config)}};
    http::Cors cors{config.client_urls};
    http::Router router{};

    rtmp::Server rtmp_server{
        rtmp_config(config), {channels, broadcasts, hub, admission, entrance, delivery}, threads};
    http::Server http_server{router, http_config(config), http_hooks(), threads};

    EventBus::Listener tidings = events.listen([this](const Event& event) {
        if (!community::Notifications::concerns(event)) return;
        background.spawn("notifications", [this, event] { return notifications.tell(event); });
    });

    bool needs_admin = false;  // At the start.

    int run();

private:
    http::Hooks http_hooks();
    std::optional<std::string> reason_not_to_start();
    std::optional<std::string> prepare();
    void start();
    std::optional<std::string> ensure_admin();
    void stop();
};

http::Hooks Program::http_hooks() {
    return {
        .problem = api::http_problem,
        .decorate =
            [this](const http::Request& request, http::Response& response) {
                cors.decorate(request, response);
                security.decorate(request, response);
                uploads::Desk::decorate(request, response);
            },
        .finished = [this](const http::Finished& request) { metrics.request_finished(request); }};
}

int Program::run() {
    hub.add_resident("cmaf", [this](const live::Broadcast& broadcast) {
        return presentations.begin(broadcast);
    });
    watch(metrics, {threads, hub, delivery, hls_sessions, http_server, rtmp_server, database});
    api.mount(router);
    flv_routes.mount(router);
    hls_routes.mount(router);
    picture_routes.mount(router);
    videos.desk.mount(router);
    video_playback.routes().mount(router);
    chat.watch(metrics);
    chat.mount(router);
    metrics.mount(router);
    web_routes.mount(router);

    threads.start();
    if (const auto why = reason_not_to_start()) {
        threads.stop();
        return refuse(*why);
    }
    start();
    wait_for_signal();
    stop();
    return 0;
}

std::optional<std::string> Program::reason_not_to_start() try {
    return prepare();
} catch (const boost::system::system_error& error) {  // The database has gone away meanwhile.
    return words_of(error);
}

/// What the database must know before anything else runs. Why the program cannot run; nothing: it
/// can.
std::optional<std::string> Program::prepare() {
    const auto confirmed = run_on(threads.at(0), channels.confirm_secret());
    if (!confirmed) return std::string(other_secret);
    if (auto why = ensure_admin()) return why;
    run_on(threads.at(0), documents.complete());
    run_on(threads.at(0), stored.outbox.switch_on(!config.webhooks_url.empty()));
    run_on(threads.at(0), rows.recover());
    needs_admin = run_on(threads.at(0), people.first_admin.is_needed());
    return std::nullopt;
}

void Program::start() {
    background.spawn("sweep avatars", [this] { return account.sweep(); });
    rows.start(hub, [this] {
        presentations.sweep();
        hls_sessions.sweep();
        video_playback.routes().sweep();
    });
    payments.start();
    videos.start(background);
    workers.start();
    playback_rounds.start();
    chat.start();
    if (!config.webhooks_url.empty()) {
        webhooks.emplace(WebhookSender::Config{.secret = config.webhooks_secret}, stored.outbox,
                         background, post_to(config.webhooks_url));
        webhooks->start();
    }
    background.repeat("housekeeping",
                      {.after = std::min(config.housekeeping_interval, housekeeping_after),
                       .interval = config.housekeeping_interval},
                      [this] { return housekeeper.round(); });
    rtmp_server.start();
    http_server.start();
    std::fputs(banner(config, http_server.port(), rtmp_server.port()).c_str(), stdout);
    if (needs_admin) {
        const auto notice = setup_notice(config, http_server.port(), people.first_admin.code());
        std::fputs(notice.c_str(), stdout);
    }
    std::fflush(stdout);
    log::info("app", "started version=\"{}\" port={} rtmp_port={} threads={}", version(),
              http_server.port(), rtmp_server.port(), threads.size());
}

std::optional<std::string> Program::ensure_admin() {
    if (config.admin_email.empty()) return std::nullopt;
    const auto ensured =
        run_on(threads.at(0), people.first_admin.ensure({.email = config.admin_email,
                                                         .password = config.admin_password}));
    if (ensured) return std::nullopt;
    if (ensured.error().reason == accounts::Errc::invalid_fields) {
        return "ADMIN_EMAIL, ADMIN_PASSWORD: " + explain(ensured.error());
    }
    // People have that account. That is no reason to be down, nor to make somebody an admin.
    log::warning("app", "nobody is made an admin by ADMIN_EMAIL reason=\"{}\"",
                 ensured.error().reason.message());
    return std::nullopt;
}

void Program::stop() {
    log::info("app", "stopping");
    http_server.stop_accepting();
    rtmp_server.stop_accepting();
    rtmp_server.stop(
        shutdown_grace);  // Publishers are lost; in the rows their streams wait for them.
    hub.end_all();
    delivery.close(shutdown_grace);
    chat.stop(shutdown_grace);
    http_server.stop(shutdown_grace);
    playback_rounds.stop();
    workers.stop();
    mailing.stop();
    rows.stop();
    audit_notes.stop();
    payments.stop();
    background.stop(shutdown_grace);
    threads.stop();
    log::info("app", "stopped");
}

/// Opens what the program stands on, and runs it.
int serve(const Config& config, const store::Secrets& secrets) {
    net::IoThreads threads;  // Outlives the database, whose threads post what they have done to it.
    auto database = sql::Database::open({.url = database_url(config)});
    if (!database) return refuse(database.error());
    try {
        Program program{config, secrets, threads, **database};
        return program.run();
    } catch (const boost::system::system_error& error) {  // A port that is taken.
        return refuse(words_of(error));
    }
}

}  // namespace

int run_server(Config config) {
    net::prepare_process();
    if (const auto logging = log::start(config.log); !logging) {
        return refuse("LOG_DIR or LOG_TIMEZONE: " + logging.error().message());
    }
    if (const auto complaint = Payments::complaint(config.payments)) return refuse(*complaint);
    const auto data_dir = DataDir::open(config.data_dir);
    if (!data_dir) return refuse(data_dir.error());
    const auto secrets =
        store::complete_secrets({.secret_key = config.secret_key, .jwt_secret = config.jwt_secret},
                                data_dir->file("secrets.json"));
    if (!secrets) return refuse(secrets.error());

    int code = 1;
    try {
        code = serve(config, *secrets);
    } catch (const std::filesystem::filesystem_error& error) {
        code = refuse(DataDir::complaint(error));
    } catch (const boost::system::system_error& error) {  // A port is taken, the database away.
        code = refuse(words_of(error));
    }
    log::stop();
    return code;
}

}  // namespace freshet::app
