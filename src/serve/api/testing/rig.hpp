#pragma once

#include <chrono>
#include <functional>
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
#include "serve/api/testing/document_check.hpp"
#include "serve/api/testing/fakes.hpp"
#include "serve/api/testing/rows.hpp"
#include "serve/api/testing/told.hpp"
#include "serve/api/testing/video_house.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/views_repository.hpp"

namespace freshet::api::testing {

using namespace std::chrono_literals;

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

    UserId id_of(std::string username) { return run(accounts_.find(std::move(username)))->id; }

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
    VideoHouse& videos() { return videos_; }
    sql::Database& database() { return *database_.database; }

    WallTime wall_ = *from_rfc3339("2026-01-31T12:00:00Z");
    MonoTime mono_{};
    bool database_up_ = true;
    std::uint64_t new_subscriptions_ = 0;
    std::vector<playback::Visitor> videos_seen_{};
    std::optional<ErrorCode> refusal_of_videos_{};  // What the next signs of life meet.
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

    asio::awaitable<Result<void>> video_seen(playback::Visitor visitor) {
        videos_seen_.push_back(std::move(visitor));
        if (refusal_of_videos_) co_return std::unexpected(*refusal_of_videos_);
        co_return Result<void>();
    }

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
                .search = stored_.search,
                .live = live_,
                .subscriptions = subscriptions_,
                .entitlements = stored_.entitlements,
                .playback = {.tokens = playback_tokens_,
                             .judge = judge_,
                             .admission = admission_,
                             .entrance = entrance_,
                             .statistics = stored_.statistics,
                             .new_subscriptions = [this](UserId) { return count_subscriptions(); },
                             .video_seen = [this](VideoId, auto visitor,
                                                  auto) { return video_seen(std::move(visitor)); }},
                .probes = {.database = [this] { return database_serves(); },
                           .redis = {},
                           .object_store = {}},

                .account = {.profiles = profiles_,
                            .avatars = avatars_,
                            .passwords = passwords_,
                            .verification = verification_,
                            .sessions = sessions_,
                            .removal = removal_,
                            .holdings = stored_.holdings,
                            .greet =
                                [this](const accounts::User& user, const std::string& language) {
                                    greeted_.push_back(user.email + " in " + language);
                                }},
                .videos = videos_.parts(),
                .payments = payments_};
    }

    static asio::awaitable<Result<Bytes>> make_avatar(std::shared_ptr<const Bytes> file) {
        co_return image::make_picture(*file, {.side = 32});
    }

    accounts::Passwords::Parts password_parts() {
        return {.repository = stored_.passwords,
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
        EXPECT_EQ(fault(document_.as_object(), found.route->pattern, method, told), "")
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

    asio::io_context context_;
    community::PaymentProvider* provider_;  // None: nobody takes payments.
    PaymentSeams payments_;
    sql::test::TestDatabase database_ = sql::test::open_sqlite_database();
    Rows stored_{database(), [this] { return wall_; }};
    EventBus events_;
    channels::StreamKeys keys_{SecretText("a secret that is only in tests")};
    accounts::PasswordHasher hasher_{{.memory_bytes = 8192, .passes = 1}, &Rig::run_here};
    accounts::Accounts accounts_{
        {.jwt_secret = SecretText("another secret that is only in tests")},
        stored_.accounts,
        hasher_,
        [this](ChannelId id) { return channels::StreamKeys::hash(keys_.derive(id, 1)); },
        [this] { return wall_; }};
    channels::Channels channels_{stored_.channels, keys_, [this] { return wall_; }};
    channels::Broadcasts broadcasts_{{}, stored_.streams, [this] { return wall_; }};
    community::Follows follows_{stored_.follows, events_, [this] { return wall_; }};
    ChatHouse chat_{database(), events_, [this] { return wall_; }};
    VideoHouse videos_{database(), events_, [this] { return wall_; }};
    site::Documents documents_{{}, stored_.documents, [this] { return wall_; }};
    community::Reports reports_{{}, stored_.reports, [this] { return wall_; }};
    community::Notifications notifications_{
        {}, stored_.notifications, events_, [this] { return wall_; }};
    std::vector<std::function<asio::awaitable<void>()>> errands_;
    accounts::Passwords passwords_{{}, password_parts()};
    accounts::EmailVerification verification_{{},
                                              stored_.verifications,
                                              password_parts().post,
                                              [this] { return wall_; },
                                              [this] { return mono_; }};
    accounts::Profiles profiles_{stored_.profiles, passwords_, verification_,
                                 [this] { return wall_; }};
    accounts::Sessions sessions_{stored_.sessions, password_parts().forget,
                                 [this] { return wall_; }};
    accounts::Removal removal_{stored_.removals, passwords_, password_parts().forget,
                               [this](ChannelId id) { live_.end_publish(id); },
                               [this] { return wall_; }};
    accounts::Avatars avatars_{stored_.avatars, avatar_files_, &Rig::make_avatar,
                               [this] { return wall_; }};
    channels::Categories categories_{stored_.categories, [this] { return wall_; }};
    channels::Schedule schedule_{stored_.schedule, broadcasts_, [this] { return wall_; }};
    accounts::TwoFactor two_factor_{{.secret_key = SecretText("a secret that is only in tests"),
                                     .jwt_secret = SecretText("another secret of tests")},
                                    stored_.two_factor,
                                    accounts_,
                                    hasher_,
                                    [this] { return wall_; }};
    accounts::ApiTokens api_tokens_{{.fixed = SecretText("the API_TOKEN of the tests")},
                                    stored_.api_tokens,
                                    [this] { return wall_; }};
    accounts::Invites invites_{stored_.invites, accounts_, [this] { return wall_; }};
    accounts::FirstAdmin first_admin_{{.administration = stored_.administration,
                                       .users = stored_.accounts,
                                       .accounts = accounts_,
                                       .hasher = hasher_},
                                      [this] { return wall_; }};
    accounts::Administration administration_{stored_.administration,
                                             [this](UserId user) { return note_removal(user); },
                                             [this] { return wall_; }};
    site::Audit audit_{stored_.audit, [this] { return wall_; }};
    community::Subscriptions subscriptions_{stored_.subscriptions, provider_, events_,
                                            [this] { return wall_; }};
    channels::ViewerNames viewer_names_{SecretText("a secret that is only in tests")};
    playback::Judge judge_{stored_.entitlements};
    playback::Turnstile turnstile_{viewings_, viewer_names_};
    playback::Entrance entrance_{admission_, turnstile_};
    Api api_;
    http::Router router_;
    bj::value document_ = bj::parse(openapi_document());
};

}  // namespace freshet::api::testing
