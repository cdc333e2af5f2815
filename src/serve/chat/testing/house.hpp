#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "serve/chat/rooms.hpp"
#include "serve/sockets/lane.hpp"
#include "store/sql/access_repository.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/entitlements_repository.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/pins_repository.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/reactions_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::chat::testing {

using namespace std::chrono_literals;
using sql::test::run;

/// Counts how often the database is asked what viewers are entitled to.
class CountedEntitlements final : public community::EntitlementRepository {
public:
    explicit CountedEntitlements(sql::Database& database) : rows_(database) {}

    asio::awaitable<community::Entitlements> entitlements(UserId viewer,
                                                          ChannelId channel) override {
        ++questions;
        return rows_.entitlements(viewer, channel);
    }
    asio::awaitable<std::vector<community::Entitlements>> entitlements(std::vector<UserId> viewers,
                                                                       ChannelId channel) override {
        ++questions;
        return rows_.entitlements(std::move(viewers), channel);
    }

    std::atomic<int> questions = 0;

private:
    sql::EntitlementsRepository rows_;
};

/// No client is behind the sockets of a House, and so nobody asks it for anything.
class NoApplication final : public sockets::Application {
public:
    asio::awaitable<std::expected<std::unique_ptr<sockets::Conversation>, std::string>> open(
        sockets::Socket, sockets::Guest, std::unique_ptr<sockets::Memory>) override {
        co_return std::unexpected("nobody comes");
    }
};

/// Rooms over a real database, on one io thread. What they tell single clients goes nowhere.
class House {
public:
    explicit House(Rooms::Config config = {})
        : rooms(config, parts(), threads, events),
          lane_(threads.at(0), {.config = config_,
                                .application = application_,
                                .absences = absences_,
                                .whereabouts = whereabouts_,
                                .totals = totals_,
                                .head = head_}) {
        threads.start();
        rooms.start();
    }

    ~House() {
        stop_rooms();
        threads.stop();
    }

    /// When all that was begun has been done.
    void stop_rooms() {
        if (!std::exchange(are_rooms_stopped_, true)) rooms.stop();
    }

    /// Somebody with a channel.
    sql::test::Person person() {
        return sql::test::add_person(database(), "person-" + std::to_string(++made_));
    }

    /// A stream of that person's channel, which is on air.
    StreamId stream(const sql::test::Person& owner) {
        return run(streams_.open(owner.channel, wall_now(), wall_now())).value().id;
    }

    static Person as(const sql::test::Person& person) {
        return {.caller = accounts::Caller{.user = person.user,
                                           .username = {},
                                           .role = accounts::Role::user,
                                           .session = {},
                                           .token = {}},
                .user = {.id = person.user}};
    }

    sockets::Socket socket() { return {lane_, ++made_}; }

    Said<RoomFacts> join(StreamId stream, const sockets::Socket& socket, Person who) {
        Room::Wish wish{.who = std::move(who), .dialect = sockets::Dialect::kebab};
        return run(rooms.in<RoomFacts>(
            stream, [&](Room& room) { return room.join(socket, std::move(wish)); }));
    }

    sql::Database& database() { return *database_.database; }

    net::IoThreads threads{1};
    EventBus events;

private:
    RoomParts parts() {
        return {.broadcasts = broadcasts_,
                .judge = judge_,
                .access = access_,
                .entitlements = entitlements,
                .messages = messages_,
                .moderation = moderation_,
                .emotes = emotes_,
                .reactions = reactions_,
                .pins = pins_,
                .polls = polls_,
                .press = {.publish = [](const sockets::Topic&,
                                        sockets::News) { return sockets::Number(); },
                          .head = [] { return sockets::Number(); }},
                .looks = looks_,
                .clock = wall_now,
                .totals = totals};
    }

    sql::test::TestDatabase database_ = sql::test::open_sqlite_database();
    sql::StreamsRepository streams_{database()};
    sql::AccessRepository access_{database()};
    sql::ChatRepository messages_{database()};
    sql::ModerationRepository moderation_rows_{database()};
    sql::EmotesRepository emotes_{database()};
    sql::ReactionsRepository reaction_rows_{database()};
    sql::PinsRepository pin_rows_{database()};
    sql::PollsRepository poll_rows_{database()};
    channels::Broadcasts broadcasts_{{}, streams_, wall_now};
    community::Moderation moderation_{moderation_rows_, events, wall_now};
    community::Reactions reactions_{{}, reaction_rows_, events, wall_now};
    community::Pins pins_{pin_rows_, events, wall_now};
    community::Polls polls_{{}, poll_rows_, events, wall_now};
    Looks looks_{""};

public:
    CountedEntitlements entitlements{database()};

private:
    playback::Judge judge_{entitlements};

public:
    Totals totals;
    Rooms rooms;

private:
    const sockets::Config config_;
    NoApplication application_;
    sockets::Absences absences_{{}};
    sockets::Whereabouts whereabouts_;
    sockets::Totals totals_;
    const std::atomic<sockets::Number> head_ = 0;
    sockets::Lane lane_;
    std::uint64_t made_ = 0;
    bool are_rooms_stopped_ = false;
};

}  // namespace freshet::chat::testing
