#include "store/sql/upkeep.hpp"

#include <gtest/gtest.h>

#include "store/sql/audit_repository.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/passwords_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"
#include "store/sql/views_repository.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::noon;
using test::run;

/// On every kind of database.
class UpkeepTest : public testing::TestWithParam<test::OpenDatabase> {
protected:
    void add_session(WallTime expires_at) {
        run(opened_.database->write(
            [id = SessionId::make(), expires_at, user = ada_.user](Session& session) {
                auto statement = session.prepare(R"(
                INSERT INTO sessions (id, user_id, ip, user_agent, generation, refresh_hash,
                    former_refresh_hash, rotated_at, created_at, expires_at)
                VALUES (:id, :user, '', '', 0, '', '', 0, 0, :expires_at))");
                statement.use(id).use(user).use(expires_at).run();
            }));
    }

    NotificationId add_notification(UserId user, WallTime at) {
        const auto id = NotificationId::make();
        run(opened_.database->write([id, user, at](Session& session) {
            auto statement = session.prepare(R"(
                INSERT INTO notifications (id, user_id, kind, subject_id, facts, created_at)
                VALUES (:id, :user, 'new_follower', :subject, '{}', :at))");
            statement.use(id).use(user).use(id).use(at).run();
        }));
        return id;
    }

    MessageId say(const test::Person& author, StreamId room, WallTime at) {
        const auto id = MessageId::make();
        ChatRepository chat(*opened_.database);
        EXPECT_TRUE(run(chat.append({{.id = id,
                                      .stream = room,
                                      .channel = {},
                                      .author = author.user,
                                      .text = "hello",
                                      .at = at}}))
                        .empty());
        return id;
    }

    StreamId open_stream(const test::Person& person) {
        StreamsRepository streams(*opened_.database);
        return run(streams.open(person.channel, noon, noon - 30s)).value().id;
    }

    /// Of one second, up to `ended_at`.
    void add_view(const test::Person& owner, StreamId stream, std::string viewer,
                  WallTime ended_at) {
        ViewsRepository views(*opened_.database);
        run(views.note({{.id = channels::ViewId::make(),
                         .who = {.subject = stream,
                                 .channel = owner.channel,
                                 .user = {},
                                 .viewer = std::move(viewer)},
                         .watched = 1s,
                         .started_at = ended_at - 1s,
                         .ended_at = ended_at}}));
    }

    std::vector<std::string> left_of(const std::string& table, const std::string& column = "id") {
        return run(opened_.database->read([table, column](Session& session) {
            std::vector<std::string> ids;
            std::string id;
            auto statement =
                session.prepare("SELECT " + column + " FROM " + table + " ORDER BY " + column);
            statement.into(id);
            while (statement.next()) ids.push_back(id);
            return ids;
        }));
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    Upkeep upkeep_{*opened_.database};
};

TEST_P(UpkeepTest, expired_sessions_go_a_few_at_a_time) {
    for (int i = 0; i < 3; ++i) add_session(noon);
    add_session(noon + 1ms);

    EXPECT_EQ(run(upkeep_.remove_sessions(noon, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_sessions(noon, 2)), 1u);
    EXPECT_EQ(left_of("sessions").size(), 1u);
}

TEST_P(UpkeepTest, old_notifications_go) {
    add_notification(ada_.user, noon - 1ms);
    const auto kept = add_notification(ada_.user, noon);

    EXPECT_EQ(run(upkeep_.remove_notifications(noon, 10)), 1u);
    EXPECT_EQ(left_of("notifications"), std::vector{to_string(kept)});
}

TEST_P(UpkeepTest, of_too_many_notifications_the_newest_stay) {
    std::vector<std::string> kept;
    for (int i = 0; i < 5; ++i) kept.push_back(to_string(add_notification(ada_.user, noon)));
    kept.erase(kept.begin(), kept.begin() + 3);
    for (int i = 0; i < 2; ++i) kept.push_back(to_string(add_notification(eve_.user, noon)));

    EXPECT_EQ(run(upkeep_.remove_notifications_beyond(2, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_notifications_beyond(2, 2)), 1u);
    EXPECT_EQ(left_of("notifications"), kept);
}

TEST_P(UpkeepTest, what_was_sent_by_mail_goes_when_it_has_expired) {
    PasswordsRepository passwords(*opened_.database);
    const auto add = [&](UserId user, const std::string& hash, WallTime expires_at) {
        run(passwords.keep_token({.user = user,
                                  .purpose = accounts::TokenPurpose::password_reset,
                                  .hash = hash,
                                  .email = "",
                                  .created_at = noon,
                                  .expires_at = expires_at}));
    };
    add(ada_.user, "old", noon);
    add(eve_.user, "new", noon + 1ms);

    EXPECT_EQ(run(upkeep_.remove_one_time_tokens(noon, 10)), 1u);
    EXPECT_EQ(left_of("one_time_tokens", "hash"), std::vector<std::string>{"new"});
}

TEST_P(UpkeepTest, tokens_and_invites_go_when_they_have_expired_and_those_without_end_stay) {
    const auto user = "'" + to_string(ada_.user) + "'";
    for (const auto* row :
         {"'old', %, 'n', 's', 'h1', 0, 10, 0", "'new', %, 'n', 's', 'h2', 0, 11, 0",
          "'endless', %, 'n', 's', 'h3', 0, NULL, 0"}) {
        auto values = std::string(row);
        test::change(*opened_.database, "INSERT INTO api_tokens VALUES (" +
                                            values.replace(values.find('%'), 1, user) + ")");
    }
    for (const auto* row : {"'old', 'h1', '', 1, 1, %, 0, 10", "'new', 'h2', '', 1, 1, %, 0, 11",
                            "'endless', 'h3', '', 1, 1, %, 0, NULL"}) {
        auto values = std::string(row);
        test::change(*opened_.database, "INSERT INTO invites VALUES (" +
                                            values.replace(values.find('%'), 1, user) + ")");
    }
    const WallTime ten(10ms);

    EXPECT_EQ(run(upkeep_.remove_api_tokens(ten, 10)), 1u);
    EXPECT_EQ(run(upkeep_.remove_invites(ten, 10)), 1u);

    const std::vector<std::string> kept{"endless", "new"};
    EXPECT_EQ(left_of("api_tokens"), kept);
    EXPECT_EQ(left_of("invites"), kept);
}

TEST_P(UpkeepTest, old_acts_are_forgotten_a_few_at_a_time) {
    AuditRepository audit(*opened_.database);
    for (int i = 0; i < 3; ++i) run(audit.record({.action = "act", .target = ""}, noon - 1ms));
    run(audit.record({.action = "kept", .target = ""}, noon));

    EXPECT_EQ(run(upkeep_.remove_audit(noon, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_audit(noon, 2)), 1u);

    EXPECT_EQ(left_of("audit", "action"), std::vector<std::string>{"kept"});
}

TEST_P(UpkeepTest, old_views_go_and_the_days_keep_their_sums) {
    const auto stream = open_stream(ada_);
    add_view(ada_, stream, "old", noon);
    add_view(ada_, stream, "new", noon + 1s);

    EXPECT_EQ(run(upkeep_.remove_views(noon + 1s, 10)), 1u);

    EXPECT_EQ(left_of("views", "viewer_hash"), std::vector<std::string>{"new"});
    EXPECT_EQ(left_of("channel_days", "CAST(total_views AS TEXT)"), std::vector<std::string>{"2"});
}

TEST_P(UpkeepTest, deleted_channels_go_with_their_views_streams_and_words_a_few_at_a_time) {
    const auto stream = open_stream(ada_);
    for (const auto* viewer : {"one", "two", "three"}) add_view(ada_, stream, viewer, noon);
    add_view(eve_, open_stream(eve_), "of eve", noon);
    const auto gone =
        "UPDATE channels SET deleted_at = 10 WHERE id = '" + to_string(ada_.channel) + "'";
    test::change(*opened_.database, gone);

    EXPECT_EQ(run(upkeep_.remove_channels(WallTime(9ms), 2)), 0u);
    EXPECT_EQ(run(upkeep_.remove_channels(WallTime(10ms), 2)), 2u);
    EXPECT_EQ(left_of("streams").size(), 2u);
    EXPECT_EQ(run(upkeep_.remove_channels(WallTime(10ms), 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_channels(WallTime(10ms), 2)), 1u);
    EXPECT_EQ(run(upkeep_.remove_channels(WallTime(10ms), 2)), 0u);

    EXPECT_EQ(left_of("channels"), std::vector{to_string(eve_.channel)});
    EXPECT_EQ(left_of("views", "viewer_hash"), std::vector<std::string>{"of eve"});
    EXPECT_EQ(left_of("search_entries", "names").size(), 2u);
    if (GetParam() != &test::open_sqlite_database) return;
    const auto words =
        left_of("search_words WHERE search_words MATCH 'ada'", "CAST(rowid AS TEXT)");
    EXPECT_EQ(words, std::vector<std::string>{});
}

TEST_P(UpkeepTest, channels_of_who_has_left_go_when_the_owner_s_time_has_come) {
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(ada_.user, noon)));

    EXPECT_EQ(run(upkeep_.remove_channels(noon - 1ms, 10)), 0u);
    EXPECT_EQ(run(upkeep_.remove_channels(noon, 10)), 1u);
    EXPECT_EQ(left_of("channels"), std::vector{to_string(eve_.channel)});
}

TEST_P(UpkeepTest, old_messages_go_a_few_at_a_time) {
    const auto room = open_stream(ada_);
    for (int i = 0; i < 3; ++i) say(eve_, room, noon - 1ms);
    const auto kept = say(eve_, room, noon);

    EXPECT_EQ(run(upkeep_.remove_chat_messages(noon, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_chat_messages(noon, 2)), 1u);
    EXPECT_EQ(left_of("chat_messages"), std::vector{to_string(kept)});
}

TEST_P(UpkeepTest, what_people_said_goes_before_they_do) {
    const auto room = open_stream(ada_);
    for (int i = 0; i < 3; ++i) say(eve_, room, noon);
    const auto kept = say(ada_, room, noon);
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(eve_.user, noon)));

    EXPECT_EQ(run(upkeep_.remove_chat_of_users(noon - 1ms, 10)), 0u);
    EXPECT_EQ(run(upkeep_.remove_channels(noon, 10)), 1u);
    EXPECT_EQ(run(removals.purge_deleted(noon, 10, noon)), 0u);
    EXPECT_EQ(run(upkeep_.remove_chat_of_users(noon, 2)), 2u);
    EXPECT_EQ(run(upkeep_.remove_chat_of_users(noon, 2)), 1u);
    EXPECT_EQ(run(removals.purge_deleted(noon, 10, noon)), 1u);
    EXPECT_EQ(left_of("chat_messages"), std::vector{to_string(kept)});
}

TEST_P(UpkeepTest, rooms_of_deleted_channels_are_emptied_a_few_messages_at_a_time) {
    const auto room = open_stream(ada_);
    for (int i = 0; i < 3; ++i) say(eve_, room, noon);
    const auto kept = say(ada_, open_stream(eve_), noon);
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(ada_.user, noon)));

    EXPECT_EQ(run(upkeep_.remove_channels(noon, 2)), 2u);
    EXPECT_EQ(left_of("streams").size(), 2u);
    EXPECT_EQ(run(upkeep_.remove_channels(noon, 10)), 3u);  // A message, the stream, the channel.
    EXPECT_EQ(left_of("chat_messages"), std::vector{to_string(kept)});
}

TEST_P(UpkeepTest, timeouts_that_are_over_go_and_bans_stay) {
    for (const auto* row :
         {"'over', %, '', 0, 10", "'running', %, '', 0, 11", "'ban', %, '', 0, NULL"}) {
        std::string values = row;
        values.replace(values.find('%'), 1, "'" + to_string(ada_.channel) + "'");
        test::change(*opened_.database,
                     "INSERT INTO chat_bans (id, channel_id, reason, created_at, until) VALUES (" +
                         values + ")");
    }

    EXPECT_EQ(run(upkeep_.remove_chat_timeouts(WallTime(10ms), 10)), 1u);
    EXPECT_EQ(left_of("chat_bans"), (std::vector<std::string>{"ban", "running"}));
}

TEST_P(UpkeepTest, lanes_of_webhooks_are_forgotten_when_nothing_happens_in_them) {
    test::change(*opened_.database, "INSERT INTO webhook_lanes VALUES ('quiet', 1, 2, 1)");
    test::change(*opened_.database, "INSERT INTO webhook_lanes VALUES ('waiting', 1, 2, 1)");
    test::change(*opened_.database,
                 "INSERT INTO webhook_outbox VALUES ('x', 'waiting', 2, 'publish', '{}', 0, 0, 0)");

    EXPECT_EQ(run(upkeep_.remove_webhook_lanes(noon, 10)), 1u);
    EXPECT_EQ(run(upkeep_.remove_webhook_lanes(noon, 10)), 0u);
}

INSTANTIATE_TEST_SUITE_P(On, UpkeepTest, testing::ValuesIn(test::database_kinds), test::kind_name);

}  // namespace
}  // namespace freshet::sql
