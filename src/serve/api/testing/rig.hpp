#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "image/picture.hpp"
#include "serve/api/api.hpp"
#include "serve/api/testing/chat_house.hpp"
#include "serve/api/testing/schema_check.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/administration_repository.hpp"
#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/audit_repository.hpp"
#include "store/sql/avatars_repository.hpp"
#include "store/sql/categories_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/documents_repository.hpp"
#include "store/sql/entitlements_repository.hpp"
#include "store/sql/follows_repository.hpp"
#include "store/sql/invites_repository.hpp"
#include "store/sql/notifications_repository.hpp"
#include "store/sql/passwords_repository.hpp"
#include "store/sql/profiles_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/reports_repository.hpp"
#include "store/sql/schedule_repository.hpp"
#include "store/sql/search_repository.hpp"
#include "store/sql/sessions_repository.hpp"
#include "store/sql/statistics_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/subscriptions_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/two_factor_repository.hpp"
#include "store/sql/views_repository.hpp"

namespace freshet::api::testing {

namespace bj = boost::json;
using namespace std::chrono_literals;

/// What is on air, as a test says.
class FakeLive final : public LiveDirectory {
public:
    std::map<StreamId, LiveNow> streams;
    std::map<ChannelId, LiveNow> channels;
    std::vector<ChannelId> publishes_ended;
    std::vector<StreamId> streams_ended;

    std::optional<LiveNow> live_now(StreamId stream) const override {
        return find(streams, stream);
    }
    std::optional<LiveNow> live_now(ChannelId channel) const override {
        return find(channels, channel);
    }
    void end_publish(ChannelId channel) override { publishes_ended.push_back(channel); }
    void end_stream(StreamId stream) override {
        streams_ended.push_back(stream);
        streams.erase(stream);
        std::erase_if(channels, [&](const auto& each) { return each.second.stream == stream; });
    }

private:
    template <class Map, class Key>
    static std::optional<LiveNow> find(const Map& map, const Key& key) {
        const auto found = map.find(key);
        if (found == map.end()) return std::nullopt;
        return found->second;
    }
};

/// Files of avatars in memory.
class FakeAvatarStore final : public accounts::AvatarStore {
public:
    std::map<std::string, Bytes> files;

    asio::awaitable<void> put(std::string name, Bytes file) override {
        files[name] = std::move(file);
        co_return;
    }
    asio::awaitable<void> remove(std::string name) override {
        files.erase(name);
        co_return;
    }
};

/// A request as a test writes it down.
struct Ask {
    http::Method method = http::Method::get;
    std::string target{};  // Path and query.
    std::string body{};
    std::string token{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string peer_ip = "192.0.2.1";
    bool secure = false;
};

/// An answer with its body read.
struct Told {
    unsigned status = 0;
    http::Headers headers{};
    bj::value body{};

    [[nodiscard]] const bj::value& at(std::string_view pointer) const {
        return body.at_pointer({pointer.data(), pointer.size()});
    }
    [[nodiscard]] std::string text(std::string_view pointer) const {
        return std::string(SchemaCheck::text(at(pointer)));
    }
    [[nodiscard]] std::string header(std::string_view name) const {
        return std::string(headers.get(name).value_or(""));
    }
    /// "username: is required" and so on, of a 422.
    [[nodiscard]] std::set<std::string> failing_fields() const {
        std::set<std::string> fields;
        for (const auto& each : at("/errors").as_array()) {
            fields.emplace(SchemaCheck::text(each.at("field")));
        }
        return fields;
    }
};

/// The whole API over a database of its own, asked through the real router without a socket. Every
/// answer is held against the document: its status must be listed and its body must fit.
class Rig : public ::testing::Test {
protected:
    explicit Rig(Config config = {}, community::PaymentProvider* provider = nullptr,
                 PaymentSeams payments = {})
        : provider_(provider),
          payments_(std::move(payments)),
          api_(with_version(std::move(config)), parts(), clocks()) {
        api_.mount(router_);
    }

    Told send(const Ask& ask) {
        const auto question = ask.target.find('?');
        http::Request request;
        request.method = ask.method;
        request.path = ask.target.substr(0, question);
        if (question != std::string::npos) request.query = ask.target.substr(question + 1);
        request.body = ask.body;
        request.peer_ip = ask.peer_ip;
        request.secure = ask.secure;
        request.id = "request-1";
        for (const auto& [name, value] : ask.headers) request.headers.add(name, value);
        if (!request.headers.get("Host")) request.headers.add("Host", "tv.example");
        if (!ask.token.empty()) request.headers.add("Authorization", "Bearer " + ask.token);
        if (!ask.body.empty() && !request.headers.get("Content-Type")) {
            request.headers.add("Content-Type", "application/json");
        }
        return answer(std::move(request));
    }

    Told get(std::string target, std::string token = {}) {
        return send({.target = std::move(target), .token = std::move(token)});
    }
    Told post(std::string target, std::string body = {}, std::string token = {}) {
        return send({.method = http::Method::post,
                     .target = std::move(target),
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    /// Makes an account; the token of its first session.
    std::string sign_up(const std::string& name) {
        const auto told =
            post("/api/auth/register", R"({"username":")" + name + R"(","email":")" + name +
                                           R"(@example.org","password":"correct horse"})");
        EXPECT_EQ(told.status, 201u) << bj::serialize(told.body);
        return told.status == 201 ? told.text("/token") : "";
    }

    /// The default channel of an account that was made here.
    channels::Channel channel_of(std::string handle) {
        return run(channels_.find(std::move(handle))).value();
    }

    /// A stream of that channel, as it is in the store.
    channels::Stream add_stream(std::string_view handle, channels::StreamStatus status) {
        const auto stream = run(broadcasts_.open(channel_of(std::string(handle)).id)).value();
        change("UPDATE streams SET status = '" + std::string(to_string(status)) + "' WHERE id = '" +
               to_string(stream.id) + "'");
        return run(broadcasts_.find(stream.id)).value();
    }

    void add_view(channels::View view) {
        run(sql::ViewsRepository(database()).note({std::move(view)}));
    }

    /// Changes rows as no route does.
    void change(std::string sql) {
        run(database().write(
            [sql = std::move(sql)](sql::Session& session) { session.execute(sql); }));
    }

    void put_on_air(const channels::Stream& stream, std::uint32_t viewers) {
        const LiveNow now{.stream = stream.id, .viewers = viewers, .started_at = wall_};
        live_.streams[stream.id] = now;
        live_.channels[stream.channel] = now;
    }

    void set_role(const std::string& username, accounts::Role role) {
        change("UPDATE users SET role = '" + std::string(to_string(role)) + "' WHERE username = '" +
               username + "'");
    }

    template <class T>
    T run(asio::awaitable<T> task) {
        context_.restart();
        auto outcome = asio::co_spawn(context_, std::move(task), asio::use_future);
        context_.run();
        return outcome.get();
    }

    accounts::Accounts& accounts() { return accounts_; }
    accounts::ApiTokens& api_tokens() { return api_tokens_; }
    site::Audit& audit() { return audit_; }
    accounts::FirstAdmin& first_admin() { return first_admin_; }
    std::string setup_code() { return std::string(first_admin_.code()); }
    community::Subscriptions& subscriptions() { return subscriptions_; }
    community::Notifications& notifications() { return notifications_; }
    site::Documents& documents() { return documents_; }
    accounts::Removal& removal() { return removal_; }
    accounts::Avatars& avatars() { return avatars_; }
    sql::Database& database() { return *database_.database; }

    WallTime wall_ = *from_rfc3339("2026-01-31T12:00:00Z");
    MonoTime mono_{};
    bool database_up_ = true;
    std::uint64_t new_subscriptions_ = 0;
    FakeLive live_;
    std::vector<UserId> removed_;  // By admins.
    channels::PlaybackTokens playback_tokens_{SecretText("a secret that is only in tests")};
    channels::Viewings viewings_{
        {.mono = [this] { return mono_; }, .wall = [this] { return wall_; }}};
    playback::Admission admission_{
        {.mono = [this] { return mono_; }, .wall = [this] { return wall_; }}, playback_tokens_};
    FakeAvatarStore avatar_files_;
    std::vector<accounts::Letter> letters_;
    std::vector<std::string> greeted_;

private:
    static Config with_version(Config config) {
        config.version = "1.2.3";
        return config;
    }

    static asio::awaitable<void> run_here(std::move_only_function<void()> work) {
        work();
        co_return;
    }

    asio::awaitable<Result<void>> note_removal(UserId user) {
        removed_.push_back(user);
        co_return Result<void>();
    }

    asio::awaitable<bool> database_serves() { co_return database_up_; }

    asio::awaitable<std::uint64_t> count_subscriptions() { co_return new_subscriptions_; }

    Parts parts() {
        return {.accounts = accounts_,
                .two_factor = two_factor_,
                .api_tokens = api_tokens_,
                .invites = invites_,
                .first_admin = first_admin_,
                .administration = administration_,
                .audit = audit_,
                .channels = channels_,
                .broadcasts = broadcasts_,
                .follows = follows_,
                .notifications = notifications_,
                .reports = reports_,
                .chat = chat_.parts(),
                .documents = documents_,
                .categories = categories_,
                .schedule = schedule_,
                .search = search_,
                .live = live_,
                .subscriptions = subscriptions_,
                .entitlements = entitlements_,
                .playback = {.tokens = playback_tokens_,
                             .judge = judge_,
                             .admission = admission_,
                             .entrance = entrance_,
                             .statistics = statistics_,
                             .new_subscriptions = [this](UserId) { return count_subscriptions(); }},
                .probes = {.database = [this] { return database_serves(); },
                           .redis = {},
                           .object_store = {}},

                .account = {.profiles = profiles_,
                            .avatars = avatars_,
                            .passwords = passwords_,
                            .verification = verification_,
                            .sessions = sessions_,
                            .removal = removal_,
                            .holdings = holdings_,
                            .greet =
                                [this](const accounts::User& user, const std::string& language) {
                                    greeted_.push_back(user.email + " in " + language);
                                }},
                .payments = payments_};
    }

    static asio::awaitable<Result<Bytes>> make_avatar(std::shared_ptr<const Bytes> file) {
        co_return image::make_picture(*file, {.side = 32});
    }

    accounts::Passwords::Parts password_parts() {
        return {.repository = password_rows_,
                .hasher = hasher_,
                .forget = [this](SessionId session) { accounts_.forget(session); },
                .post = [this](accounts::Letter letter) { letters_.push_back(std::move(letter)); },
                .spawn =
                    [this](const std::string&, std::function<asio::awaitable<void>()> task) {
                        errands_.push_back(std::move(task));
                    },
                .clock = [this] { return wall_; },
                .mono_clock = [this] { return mono_; }};
    }

    Clocks clocks() {
        return {.wall = [this] { return wall_; }, .mono = [this] { return mono_; }};
    }

    Told answer(http::Request request) {
        auto found = router_.find(request.method, request.path);
        if (found.route == nullptr) {
            ADD_FAILURE() << "no route for " << request.path;
            return {};
        }
        request.params = std::move(found.params);
        const auto method = std::string(to_string(request.method));
        auto response = answered(*found.route, std::move(request));
        for (auto& errand : std::exchange(errands_, {})) run(errand());
        Told told{.status = response.status, .headers = std::move(response.headers)};
        told.body = bj::parse(text_of(response.body));
        EXPECT_EQ(fault(found.route->pattern, method, told), "")
            << method << " " << found.route->pattern;
        return told;
    }

    /// As the HTTP session has it done: who brings a body is admitted before it is read.
    http::Response answered(const http::Route& route, http::Request request) {
        if (!route.options.admit || request.body.empty()) return run(route.handler(request));
        auto body = std::exchange(request.body, {});
        const auto handler = run(route.options.admit(request));
        if (!handler) return handler.error();
        request.body = std::move(body);
        return run((*handler)(request));
    }

    static const std::string& text_of(const http::Body& body) {
        if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body)) {
            return **shared;
        }
        return std::get<std::string>(body);
    }

    /// How an answer departs from its description.
    std::string fault(const std::string& pattern, std::string method, const Told& told) const {
        std::ranges::transform(method, method.begin(),
                               [](char c) { return static_cast<char>(c | 0x20); });
        std::string path;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] != ':') {
                path += pattern[i];
                continue;
            }
            const auto end = std::min(pattern.find('/', i), pattern.size());
            path += "{" + pattern.substr(i + 1, end - i - 1) + "}";
            i = end - 1;
        }
        const auto& document = document_.as_object();
        const SchemaCheck check(document);
        const auto& responses =
            document.at("paths").at(path).at(method).at("responses").as_object();
        const auto* response = responses.if_contains(std::to_string(told.status));
        if (response == nullptr)
            return "status " + std::to_string(told.status) + " is not documented";
        const auto* described = &response->as_object();
        if (const auto* ref = described->if_contains("$ref")) {
            described = &check.resolve(SchemaCheck::text(*ref));
            const auto codes = SchemaCheck::text(described->at("description"));
            if (codes.find("`" + told.text("/code") + "`") == std::string_view::npos) {
                return "code " + told.text("/code") + " is not documented";
            }
        }
        const auto* media =
            described->at("content").as_object().if_contains(told.header("Content-Type"));
        if (media == nullptr)
            return "content type " + told.header("Content-Type") + " is not documented";
        return check.fault(told.body, media->at("schema").as_object());
    }

    asio::io_context context_;
    community::PaymentProvider* provider_;  // None: nobody takes payments.
    PaymentSeams payments_;
    sql::test::TestDatabase database_ = sql::test::open_sqlite_database();
    sql::AccountsRepository account_rows_{database()};
    sql::ChannelsRepository channel_rows_{database()};
    sql::StreamsRepository stream_rows_{database()};
    sql::FollowsRepository follow_rows_{database()};
    sql::NotificationsRepository notification_rows_{database()};
    sql::ReportsRepository report_rows_{database()};
    sql::DocumentsRepository document_rows_{database()};
    sql::CategoriesRepository category_rows_{database()};
    sql::ScheduleRepository schedule_rows_{database()};
    sql::SearchRepository search_{database()};
    sql::SubscriptionsRepository subscription_rows_{database()};
    sql::EntitlementsRepository entitlements_{database(), [this] { return wall_; }};
    EventBus events_;
    channels::StreamKeys keys_{SecretText("a secret that is only in tests")};
    accounts::PasswordHasher hasher_{{.memory_bytes = 8192, .passes = 1}, &Rig::run_here};
    accounts::Accounts accounts_{
        {.jwt_secret = SecretText("another secret that is only in tests")},
        account_rows_,
        hasher_,
        [this](ChannelId id) { return channels::StreamKeys::hash(keys_.derive(id, 1)); },
        [this] { return wall_; }};
    channels::Channels channels_{channel_rows_, keys_, [this] { return wall_; }};
    channels::Broadcasts broadcasts_{{}, stream_rows_, [this] { return wall_; }};
    community::Follows follows_{follow_rows_, events_, [this] { return wall_; }};
    ChatHouse chat_{database(), events_, [this] { return wall_; }};
    site::Documents documents_{{}, document_rows_, [this] { return wall_; }};
    community::Reports reports_{{}, report_rows_, [this] { return wall_; }};
    community::Notifications notifications_{
        {}, notification_rows_, events_, [this] { return wall_; }};
    sql::ProfilesRepository profile_rows_{database()};
    sql::PasswordsRepository password_rows_{database()};
    sql::VerificationsRepository verification_rows_{database()};
    sql::SessionsRepository session_rows_{database()};
    sql::AvatarsRepository avatar_rows_{database()};
    sql::RemovalsRepository removal_rows_{database()};
    sql::HoldingsRepository holdings_{database()};
    std::vector<std::function<asio::awaitable<void>()>> errands_;
    accounts::Passwords passwords_{{}, password_parts()};
    accounts::EmailVerification verification_{{},
                                              verification_rows_,
                                              password_parts().post,
                                              [this] { return wall_; },
                                              [this] { return mono_; }};
    accounts::Profiles profiles_{profile_rows_, passwords_, verification_,
                                 [this] { return wall_; }};
    accounts::Sessions sessions_{session_rows_, password_parts().forget, [this] { return wall_; }};
    accounts::Removal removal_{removal_rows_, passwords_, password_parts().forget,
                               [this](ChannelId id) { live_.end_publish(id); },
                               [this] { return wall_; }};
    accounts::Avatars avatars_{avatar_rows_, avatar_files_, &Rig::make_avatar,
                               [this] { return wall_; }};
    channels::Categories categories_{category_rows_, [this] { return wall_; }};
    channels::Schedule schedule_{schedule_rows_, [this] { return wall_; }};
    sql::TwoFactorRepository two_factor_rows_{database()};
    sql::ApiTokensRepository api_token_rows_{database()};
    sql::InvitesRepository invite_rows_{database()};
    sql::AdministrationRepository administration_rows_{database()};
    sql::AuditRepository audit_rows_{database()};
    accounts::TwoFactor two_factor_{{.secret_key = SecretText("a secret that is only in tests"),
                                     .jwt_secret = SecretText("another secret of tests")},
                                    two_factor_rows_,
                                    accounts_,
                                    hasher_,
                                    [this] { return wall_; }};
    accounts::ApiTokens api_tokens_{{.fixed = SecretText("the API_TOKEN of the tests")},
                                    api_token_rows_,
                                    [this] { return wall_; }};
    accounts::Invites invites_{invite_rows_, accounts_, [this] { return wall_; }};
    accounts::FirstAdmin first_admin_{{.administration = administration_rows_,
                                       .users = account_rows_,
                                       .accounts = accounts_,
                                       .hasher = hasher_},
                                      [this] { return wall_; }};
    accounts::Administration administration_{administration_rows_,
                                             [this](UserId user) { return note_removal(user); },
                                             [this] { return wall_; }};
    site::Audit audit_{audit_rows_, [this] { return wall_; }};
    community::Subscriptions subscriptions_{subscription_rows_, provider_, events_,
                                            [this] { return wall_; }};
    sql::StatisticsRepository statistics_{database()};
    channels::ViewerNames viewer_names_{SecretText("a secret that is only in tests")};
    playback::Judge judge_{entitlements_};
    playback::Entrance entrance_{admission_, viewings_, viewer_names_};
    Api api_;
    http::Router router_;
    bj::value document_ = bj::parse(openapi_document());
};

}  // namespace freshet::api::testing
