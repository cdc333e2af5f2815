#include <algorithm>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/moderation.hpp"
#include "store/sql/chat_acts.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/chat_rows.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::BanKind;
using community::BanWish;
using community::ChatActor;
using community::ChatErrc;
using community::HeldFor;
using community::MessageState;
using namespace std::chrono_literals;
using test::run;

/// What every ModerationRepository promises, seen through the class that uses it. Ada's channel is
/// moderated by mod; chief is of the staff.
class ModerationContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    ModerationContract() {
        test::change(*opened_.database, "UPDATE users SET role = 'admin' WHERE username = 'chief'");
        EXPECT_TRUE(run(moderation_.add_moderator(owner_, ada_.channel, mod_.user)));
        heard_.clear();
    }

    MessageId say(const test::Person& author, std::string text, std::optional<HeldFor> held = {}) {
        const auto id = MessageId::make();
        run(chat_.append({{.id = id,
                           .stream = room_,
                           .channel = ada_.channel,
                           .author = author.user,
                           .text = std::move(text),
                           .held_for = held,
                           .at = now_}}));
        return id;
    }

    auto ban(const ChatActor& actor, BanWish wish) {
        return run(moderation_.ban(actor, ada_.channel, std::move(wish)));
    }

    auto bans(const ChatActor& actor, BanKind kind = BanKind::ban) {
        return run(moderation_.bans(actor, ada_.channel, kind, {}));
    }

    void add_session(const test::Person& person, std::string ip, WallTime used) {
        run(opened_.database->write([id = SessionId::make(), user = person.user, ip = std::move(ip),
                                     used](Session& session) {
            auto statement = session.prepare(R"(
                INSERT INTO sessions (id, user_id, ip, user_agent, generation, refresh_hash,
                    former_refresh_hash, rotated_at, created_at, expires_at)
                VALUES (:id, :user, :ip, '', 0, '', '', :used, 0, 0))");
            statement.use(id).use(user).use(ip).use(used).run();
        }));
    }

    std::vector<std::string> recorded() {
        return run(opened_.database->read([](Session& session) {
            std::vector<std::string> acts;
            std::string action;
            std::string rest;
            auto statement = session.prepare(
                "SELECT action, target || ' ' || details || ' ' || ip FROM audit ORDER BY id");
            statement.into(action).into(rest);
            while (statement.next()) acts.push_back(action + " " + rest);
            return acts;
        }));
    }

    /// The only thing heard since the last time.
    template <class T>
    T heard() {
        EXPECT_EQ(heard_.size(), 1);
        const auto event = heard_.empty() ? Event() : heard_.back();
        heard_.clear();
        EXPECT_TRUE(std::holds_alternative<T>(event));
        return std::holds_alternative<T>(event) ? std::get<T>(event) : T();
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person mod_ = test::add_person(*opened_.database, "mod");
    test::Person chief_ = test::add_person(*opened_.database, "chief");
    ChatActor owner_{.user = ada_.user};
    ChatActor moderator_{.user = mod_.user};
    ChatActor staff_{.user = chief_.user, .is_staff = true, .ip = "203.0.113.9"};
    ChatActor stranger_{.user = eve_.user};
    ChatRepository chat_{*opened_.database, [this] { return now_; }};
    ModerationRepository repository_{*opened_.database, {.bans_max = 3, .moderators_max = 2}};
    EventBus events_;
    std::vector<Event> heard_;
    EventBus::Listener listener_ =
        events_.listen([this](const Event& event) { heard_.push_back(event); });
    community::Moderation moderation_{repository_, events_, [this] { return now_; }};
    StreamId room_ =
        run(StreamsRepository(*opened_.database).open(ada_.channel, now_, now_)).value().id;
};

TEST_P(ModerationContract, a_ban_stands_in_the_list_and_is_told) {
    const auto made = ban(moderator_, {.whom = "EVE", .reason = " rude "});

    ASSERT_TRUE(made);
    EXPECT_EQ(made->user->id, eve_.user);
    EXPECT_EQ(made->user->username, "eve");
    EXPECT_EQ(made->by->id, mod_.user);
    EXPECT_EQ(made->reason, "rude");
    EXPECT_EQ(made->at, now_);
    EXPECT_FALSE(made->until);
    EXPECT_FALSE(made->has_addresses);
    const auto event = heard<ChatBanned>();
    EXPECT_EQ(event.channel, ada_.channel);
    EXPECT_EQ(event.ban, made->id);
    EXPECT_EQ(event.user, eve_.user);
    EXPECT_EQ(event.username, "eve");
    EXPECT_EQ(event.by, mod_.user);
    EXPECT_FALSE(event.until);
    const auto list = bans(owner_);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->total, 1);
    EXPECT_EQ(list->items, std::vector{*made});
    EXPECT_EQ(bans(owner_, BanKind::timeout)->total, 0);
    EXPECT_TRUE(recorded().empty());
}

TEST_P(ModerationContract, a_timeout_is_a_ban_with_an_end) {
    const auto made = ban(owner_, {.whom = eve_.user, .length = 60s});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->until, now_ + 60s);
    EXPECT_EQ(heard<ChatBanned>().until, now_ + 60s);
    EXPECT_EQ(bans(owner_, BanKind::timeout)->total, 1);
    EXPECT_EQ(bans(owner_)->total, 0);

    now_ += 60s;
    EXPECT_EQ(bans(owner_, BanKind::timeout)->total, 0);
    EXPECT_EQ(error_of(run(moderation_.unban(owner_, ada_.channel, eve_.user))),
              ChatErrc::ban_not_found);
}

TEST_P(ModerationContract, of_a_user_the_last_word_counts_but_no_timeout_ends_a_ban) {
    ASSERT_TRUE(ban(owner_, {.whom = eve_.user, .length = 60s}));
    const auto shorter = ban(moderator_, {.whom = eve_.user, .length = 10s});
    ASSERT_TRUE(shorter);
    EXPECT_EQ(bans(owner_, BanKind::timeout)->items, std::vector{*shorter});

    ASSERT_TRUE(ban(owner_, {.whom = eve_.user}));
    EXPECT_EQ(bans(owner_, BanKind::timeout)->total, 0);
    EXPECT_EQ(error_of(ban(owner_, {.whom = eve_.user, .length = 10s})), ChatErrc::is_banned);
    EXPECT_EQ(bans(owner_)->total, 1);
    ASSERT_TRUE(ban(owner_, {.whom = eve_.user, .reason = "again"}));
    EXPECT_EQ(bans(owner_)->items[0].reason, "again");
    EXPECT_EQ(bans(owner_)->total, 1);
}

TEST_P(ModerationContract, who_may_ban_whom) {
    const auto other = test::add_person(*opened_.database, "other");
    ASSERT_TRUE(run(moderation_.add_moderator(owner_, ada_.channel, other.user)));
    struct Row {
        ChatActor actor;
        UserId target;
        std::optional<ChatErrc> why;
    };
    const Row rows[] = {
        {stranger_, mod_.user, ChatErrc::not_moderator},
        {stranger_, ada_.user, ChatErrc::not_moderator},
        {moderator_, other.user, ChatErrc::is_protected},
        {moderator_, ada_.user, ChatErrc::is_protected},
        {moderator_, chief_.user, ChatErrc::is_protected},
        {moderator_, mod_.user, ChatErrc::is_protected},
        {owner_, ada_.user, ChatErrc::is_protected},
        {owner_, chief_.user, ChatErrc::is_protected},
        {staff_, chief_.user, ChatErrc::is_protected},
        {moderator_, UserId::make(), ChatErrc::user_not_found},
        {moderator_, eve_.user, {}},
        {owner_, other.user, {}},
        {staff_, mod_.user, {}},
        {staff_, ada_.user, ChatErrc::is_protected},
    };
    for (const auto& row : rows) {
        const auto made = ban(row.actor, {.whom = row.target});
        EXPECT_EQ(made.has_value(), !row.why);
        if (row.why) EXPECT_EQ(error_of(made), *row.why);
    }
    EXPECT_EQ(error_of(run(moderation_.ban(owner_, ChannelId::make(), {.whom = eve_.user}))),
              ChatErrc::channel_not_found);
    EXPECT_EQ(error_of(run(moderation_.ban(moderator_, eve_.channel, {.whom = ada_.user}))),
              ChatErrc::not_moderator);
}

TEST_P(ModerationContract, wishes_that_make_no_sense_are_refused) {
    const auto range = [](std::string_view text) { return AddressRange::parse(text).value(); };
    struct Row {
        BanWish wish;
        ChatErrc why;
    };
    const Row rows[] = {
        {{}, ChatErrc::nobody_named},
        {{.with_address = true}, ChatErrc::nobody_named},
        {{.whom = eve_.user, .length = 0s}, ChatErrc::bad_duration},
        {{.whom = eve_.user, .length = std::chrono::days(14) + 1s}, ChatErrc::bad_duration},
        {{.whom = eve_.user, .reason = std::string(201, 'a')}, ChatErrc::bad_reason},
        {{.whom = eve_.user, .reason = "a\nb"}, ChatErrc::bad_reason},
        {{.ranges = {range("10.0.0.0/15")}}, ChatErrc::range_too_wide},
        {{.ranges = {range("2001::/31")}}, ChatErrc::range_too_wide},
        {{.ranges = {range("::/64")}}, ChatErrc::range_too_wide},
        {{.ranges = std::vector(11, range("10.0.0.1"))}, ChatErrc::range_too_wide},
        {{.whom = "nobody"}, ChatErrc::user_not_found},
        {{.whom = ""}, ChatErrc::user_not_found},
    };
    for (const auto& row : rows) EXPECT_EQ(error_of(ban(owner_, row.wish)), row.why);
    EXPECT_EQ(bans(owner_)->total, 0);
    EXPECT_TRUE(heard_.empty());
}

TEST_P(ModerationContract, typed_addresses_are_shown_to_who_typed_them_and_others_to_nobody) {
    const auto typed = AddressRange::parse("198.51.100.0/24").value();
    add_session(eve_, "192.0.2.1", now_ - 4min);  // Long ago: there are three newer ones.
    add_session(eve_, "192.0.2.2", now_ - 3min);
    add_session(eve_, "2001:db8:1:2::3", now_ - 2min);
    add_session(eve_, "192.0.2.2", now_ - 1min);

    const auto made = ban(moderator_, {.whom = eve_.user, .with_address = true, .ranges = {typed}});

    ASSERT_TRUE(made);
    EXPECT_TRUE(made->has_addresses);
    EXPECT_EQ(made->ranges, std::vector{typed});
    std::vector<std::string> told;
    for (const auto& range : heard<ChatBanned>().ranges) told.push_back(to_string(range));
    std::ranges::sort(told);
    EXPECT_EQ(told,
              (std::vector<std::string>{"192.0.2.2/32", "198.51.100.0/24", "2001:db8:1:2::/64"}));
    EXPECT_EQ(run(chat_.facts(ada_.channel, now_))->bans[0].ranges.size(), 3);
    const auto seen = bans(owner_)->items[0];
    EXPECT_TRUE(seen.has_addresses);
    EXPECT_TRUE(seen.ranges.empty());
    EXPECT_EQ(bans(moderator_)->items[0].ranges, std::vector{typed});
}

TEST_P(ModerationContract, a_ban_of_addresses_names_nobody) {
    const auto range = AddressRange::parse("198.51.100.0/24").value();
    const auto made = ban(moderator_, {.ranges = {range, range}});

    ASSERT_TRUE(made);
    EXPECT_FALSE(made->user);
    EXPECT_EQ(made->ranges, std::vector{range});
    EXPECT_FALSE(heard<ChatBanned>().user);
    ASSERT_TRUE(run(moderation_.lift(owner_, ada_.channel, made->id)));
    EXPECT_EQ(heard<ChatUnbanned>().ban, made->id);
    EXPECT_EQ(bans(owner_)->total, 0);
}

TEST_P(ModerationContract, a_ban_is_lifted_by_name_or_by_id_once) {
    const auto made = ban(owner_, {.whom = eve_.user});
    heard_.clear();
    EXPECT_EQ(error_of(run(moderation_.unban(stranger_, ada_.channel, eve_.user))),
              ChatErrc::not_moderator);

    const auto lifted = run(moderation_.unban(moderator_, ada_.channel, "Eve"));
    ASSERT_TRUE(lifted);
    EXPECT_EQ(lifted->id, made->id);
    const auto event = heard<ChatUnbanned>();
    EXPECT_EQ(event.user, eve_.user);
    EXPECT_EQ(event.username, "eve");
    EXPECT_EQ(error_of(run(moderation_.unban(moderator_, ada_.channel, "Eve"))),
              ChatErrc::ban_not_found);
    EXPECT_EQ(error_of(run(moderation_.lift(moderator_, ada_.channel, made->id))),
              ChatErrc::ban_not_found);

    const auto again = ban(owner_, {.whom = eve_.user});
    EXPECT_EQ(error_of(run(moderation_.lift({.user = eve_.user}, eve_.channel, again->id))),
              ChatErrc::ban_not_found);  // Of another channel.
    ASSERT_TRUE(run(moderation_.lift(owner_, ada_.channel, again->id)));
    EXPECT_TRUE(heard_.size() == 2);
}

TEST_P(ModerationContract, a_channel_has_so_many_bans_of_which_those_over_do_not_count) {
    const auto range = [](int n) {
        return AddressRange::parse("198.51.100." + std::to_string(n)).value();
    };
    ASSERT_TRUE(ban(owner_, {.length = 60s, .ranges = {range(1)}}));
    ASSERT_TRUE(ban(owner_, {.ranges = {range(2)}}));
    ASSERT_TRUE(ban(owner_, {.whom = eve_.user}));
    EXPECT_EQ(error_of(ban(owner_, {.ranges = {range(3)}})), ChatErrc::too_many_bans);
    EXPECT_TRUE(ban(owner_, {.whom = eve_.user, .reason = "again"}));
    now_ += 60s;
    EXPECT_TRUE(ban(owner_, {.ranges = {range(3)}}));
}

TEST_P(ModerationContract, what_the_staff_does_in_the_channels_of_others_is_remembered) {
    (void)ban(staff_, {.whom = eve_.user, .length = 60s});
    (void)ban(staff_, {.whom = eve_.user});
    (void)run(moderation_.unban(staff_, ada_.channel, eve_.user));
    const auto message = say(eve_, "hello");
    (void)run(moderation_.remove_message(staff_, message));
    (void)run(moderation_.change_policy(staff_, ada_.channel, {.slow_mode = 5s}));
    (void)run(moderation_.add_moderator(staff_, ada_.channel, eve_.user));
    (void)run(moderation_.remove_moderator(staff_, ada_.channel, eve_.user));
    (void)run(moderation_.clear(staff_, room_));
    (void)run(moderation_.change_policy({.user = chief_.user, .is_staff = true}, chief_.channel,
                                        {.slow_mode = 5s}));  // The own channel.

    const std::string rest = " in ada 203.0.113.9";
    EXPECT_EQ(
        recorded(),
        (std::vector<std::string>{
            "chat.user_timed_out eve" + rest, "chat.user_banned eve" + rest,
            "chat.user_unbanned eve" + rest, "chat.message_deleted " + to_string(message) + rest,
            "chat.policy_changed ada" + rest, "chat.moderator_added eve" + rest,
            "chat.moderator_removed eve" + rest, "chat.cleared " + to_string(room_) + rest}));
}

TEST_P(ModerationContract, a_message_is_deleted_once_by_its_author_or_who_may) {
    const auto mine = say(eve_, "mine");
    const auto other = say(mod_, "moderator's");
    const auto owners = say(ada_, "owner's");
    EXPECT_EQ(error_of(run(moderation_.remove_message(stranger_, other))), ChatErrc::not_moderator);
    EXPECT_EQ(error_of(run(moderation_.remove_message(moderator_, owners))),
              ChatErrc::is_protected);
    EXPECT_EQ(error_of(run(moderation_.remove_message(owner_, MessageId::make()))),
              ChatErrc::message_not_found);
    EXPECT_TRUE(heard_.empty());

    ASSERT_TRUE(run(moderation_.remove_message(stranger_, mine)));
    const auto event = heard<ChatMessageDeleted>();
    EXPECT_EQ(event.message, mine);
    EXPECT_EQ(event.stream, room_);
    EXPECT_EQ(event.channel, ada_.channel);
    EXPECT_EQ(event.by, eve_.user);
    ASSERT_TRUE(run(moderation_.remove_message(owner_, mine)));  // Again.
    EXPECT_TRUE(heard_.empty());
    EXPECT_TRUE(run(moderation_.remove_message(moderator_, other)));
    EXPECT_TRUE(run(moderation_.remove_message(staff_, owners)));
}

TEST_P(ModerationContract, to_clear_a_room_hides_what_was_said_and_rejects_what_waits) {
    const auto before = say(eve_, "before");
    const auto waiting = say(eve_, "waiting", HeldFor::phrase);
    EXPECT_EQ(error_of(run(moderation_.clear(stranger_, room_))), ChatErrc::not_moderator);
    EXPECT_EQ(error_of(run(moderation_.clear(owner_, StreamId::make()))),
              ChatErrc::stream_not_found);

    ASSERT_TRUE(run(moderation_.clear(moderator_, room_)));

    const auto event = heard<ChatCleared>();
    EXPECT_EQ(event.stream, room_);
    EXPECT_EQ(event.through, waiting);
    EXPECT_TRUE(run(chat_.history(room_, {})).items.empty());
    EXPECT_EQ(run(chat_.find(before))->state, MessageState::deleted);
    EXPECT_EQ(run(chat_.find(before))->text, "");
    EXPECT_EQ(run(chat_.find(waiting))->state, MessageState::rejected);
    say(eve_, "after");
    EXPECT_EQ(run(chat_.history(room_, {})).items.size(), 1);
    EXPECT_TRUE(run(chat_.said_by(eve_.user, before, 10)).size() == 1);
    ASSERT_TRUE(run(moderation_.clear(owner_, room_)));
    EXPECT_TRUE(run(chat_.history(room_, {})).items.empty());
}

TEST_P(ModerationContract, an_empty_room_is_cleared_too) {
    ASSERT_TRUE(run(moderation_.clear(owner_, room_)));
    say(eve_, "first");
    EXPECT_EQ(run(chat_.history(room_, {})).items.size(), 1);
}

TEST_P(ModerationContract, what_is_held_is_reviewed_once) {
    const auto good = say(eve_, "good", HeldFor::link);
    const auto bad = say(eve_, "bad", HeldFor::phrase);
    const auto shown = say(eve_, "shown");
    EXPECT_EQ(error_of(run(moderation_.held(stranger_, ada_.channel, {}))),
              ChatErrc::not_moderator);
    const auto waiting = run(moderation_.held(moderator_, ada_.channel, {.limit = 1}));
    ASSERT_TRUE(waiting);
    ASSERT_EQ(waiting->items.size(), 1);
    EXPECT_EQ(waiting->items[0].id, bad);
    EXPECT_EQ(waiting->items[0].text, "bad");
    EXPECT_EQ(waiting->items[0].held_for, HeldFor::phrase);
    const auto rest = run(moderation_.held(moderator_, ada_.channel, {.after = waiting->next}));
    EXPECT_EQ(rest->items[0].id, good);
    EXPECT_EQ(error_of(run(moderation_.review(stranger_, good, true))), ChatErrc::not_moderator);

    const auto approved = run(moderation_.review(moderator_, good, true));
    ASSERT_TRUE(approved);
    EXPECT_EQ(approved->state, MessageState::visible);
    const auto event = heard<ChatReviewed>();
    EXPECT_EQ(event.message, good);
    EXPECT_EQ(event.author, eve_.user);
    EXPECT_TRUE(event.is_approved);
    EXPECT_EQ(run(moderation_.review(owner_, bad, false))->state, MessageState::rejected);
    EXPECT_FALSE(heard<ChatReviewed>().is_approved);

    EXPECT_EQ(run(chat_.history(room_, {})).items.size(), 2);
    EXPECT_TRUE(run(moderation_.held(owner_, ada_.channel, {}))->items.empty());
    for (const auto id : {good, bad, shown})
        EXPECT_EQ(error_of(run(moderation_.review(owner_, id, true))), ChatErrc::not_held);
    EXPECT_EQ(error_of(run(moderation_.review(owner_, MessageId::make(), true))),
              ChatErrc::message_not_found);
}

TEST_P(ModerationContract, a_policy_is_as_it_was_changed_last) {
    EXPECT_EQ(run(moderation_.policy(ada_.channel)), community::ChatPolicy());
    EXPECT_EQ(error_of(run(moderation_.policy(ChannelId::make()))), ChatErrc::channel_not_found);
    EXPECT_EQ(error_of(run(moderation_.change_policy(stranger_, ada_.channel, {}))),
              ChatErrc::not_moderator);
    EXPECT_EQ(error_of(run(moderation_.change_policy(owner_, ada_.channel, {.slow_mode = -1s}))),
              ChatErrc::bad_duration);

    const community::ChatPolicyChange change{
        .slow_mode = 30s,
        .followers_only = 0min,
        .subscribers_only = true,
        .emote_only = true,
        .unique_messages = true,
        .links_allowed = false,
        .links_held = false,
        .phrases = {{{.text = "one"}, {.text = "two", .action = community::PhraseAction::hold}}}};
    const auto changed = run(moderation_.change_policy(moderator_, ada_.channel, change));
    ASSERT_TRUE(changed);
    EXPECT_EQ(heard<ChatPolicyChanged>().channel, ada_.channel);
    EXPECT_EQ(run(moderation_.policy(ada_.channel)), *changed);
    EXPECT_EQ(changed->settings.followers_only, 0min);
    EXPECT_EQ(changed->phrases, *change.phrases);
    EXPECT_EQ(changed->version, 1);

    const auto again = run(moderation_.change_policy(
        owner_, ada_.channel,
        {.followers_only = std::optional<std::chrono::minutes>(), .phrases = {{}}}));
    ASSERT_TRUE(again);
    EXPECT_EQ(run(moderation_.policy(ada_.channel)), *again);
    EXPECT_FALSE(again->settings.followers_only);
    EXPECT_EQ(again->settings.slow_mode, 30s);
    EXPECT_TRUE(again->phrases.empty());
    EXPECT_EQ(again->version, 2);
    EXPECT_EQ(run(moderation_.policy(eve_.channel)), community::ChatPolicy());
}

TEST_P(ModerationContract, the_owner_says_who_moderates) {
    EXPECT_EQ(error_of(run(moderation_.add_moderator(stranger_, ada_.channel, eve_.user))),
              ChatErrc::not_moderator);
    EXPECT_EQ(error_of(run(moderation_.add_moderator(moderator_, ada_.channel, eve_.user))),
              ChatErrc::not_owner);
    EXPECT_EQ(error_of(run(moderation_.remove_moderator(moderator_, ada_.channel, mod_.user))),
              ChatErrc::not_owner);
    EXPECT_EQ(error_of(run(moderation_.add_moderator(owner_, ada_.channel, ada_.user))),
              ChatErrc::moderates);
    EXPECT_EQ(error_of(run(moderation_.add_moderator(owner_, ada_.channel, chief_.user))),
              ChatErrc::moderates);
    EXPECT_EQ(error_of(run(moderation_.add_moderator(owner_, ada_.channel, "nobody"))),
              ChatErrc::user_not_found);
    EXPECT_TRUE(heard_.empty());

    now_ += 1s;
    const auto added = run(moderation_.add_moderator(owner_, ada_.channel, "Eve"));
    ASSERT_TRUE(added);
    EXPECT_EQ(added->user.id, eve_.user);
    EXPECT_EQ(added->since, now_);
    const auto event = heard<ChatModeratorChanged>();
    EXPECT_EQ(event.user, eve_.user);
    EXPECT_EQ(event.username, "eve");
    EXPECT_TRUE(event.is_moderator);
    now_ += 1s;
    EXPECT_EQ(run(moderation_.add_moderator(owner_, ada_.channel, eve_.user)), *added);
    EXPECT_TRUE(heard_.empty());
    const auto list = run(moderation_.moderators(ada_.channel, {}));
    ASSERT_EQ(list->total, 2);
    EXPECT_EQ(list->items[0].user.username, "mod");
    EXPECT_EQ(list->items[1], *added);
    const auto third = test::add_person(*opened_.database, "third");
    EXPECT_EQ(error_of(run(moderation_.add_moderator(owner_, ada_.channel, third.user))),
              ChatErrc::too_many_moderators);

    ASSERT_TRUE(run(moderation_.remove_moderator(owner_, ada_.channel, eve_.user)));
    EXPECT_FALSE(heard<ChatModeratorChanged>().is_moderator);
    EXPECT_EQ(error_of(run(moderation_.remove_moderator(owner_, ada_.channel, eve_.user))),
              ChatErrc::user_not_found);
    EXPECT_EQ(error_of(run(moderation_.moderators(ChannelId::make(), {}))),
              ChatErrc::channel_not_found);
}

TEST_P(ModerationContract, who_becomes_a_moderator_is_banned_no_more) {
    const auto made = ban(owner_, {.whom = eve_.user});
    heard_.clear();

    ASSERT_TRUE(run(moderation_.add_moderator(owner_, ada_.channel, eve_.user)));

    ASSERT_EQ(heard_.size(), 2);
    EXPECT_EQ(std::get<ChatUnbanned>(heard_[0]).ban, made->id);
    EXPECT_EQ(std::get<ChatModeratorChanged>(heard_[1]).user, eve_.user);
    EXPECT_EQ(bans(owner_)->total, 0);
}

TEST_P(ModerationContract, who_is_banned_or_timed_out_moderates_no_more) {
    for (const auto length : {std::optional<std::chrono::seconds>(), std::optional(60s)}) {
        (void)run(moderation_.add_moderator(owner_, ada_.channel, mod_.user));
        heard_.clear();

        const auto made = ban(owner_, {.whom = mod_.user, .length = length});

        ASSERT_TRUE(made);
        ASSERT_EQ(heard_.size(), 2);
        EXPECT_EQ(std::get<ChatBanned>(heard_[0]).ban, made->id);
        EXPECT_EQ(std::get<ChatModeratorChanged>(heard_[1]).user, mod_.user);
        EXPECT_FALSE(std::get<ChatModeratorChanged>(heard_[1]).is_moderator);
        EXPECT_TRUE(run(chat_.facts(ada_.channel, now_))->moderators.empty());
        EXPECT_EQ(error_of(ban(moderator_, {.whom = eve_.user})), ChatErrc::not_moderator);
    }
}

TEST_P(ModerationContract, who_cannot_be_banned_goes_on_moderating) {
    for (int n = 1; n <= 3; ++n) {
        const auto address = "198.51.100." + std::to_string(n);
        ASSERT_TRUE(ban(owner_, {.ranges = {AddressRange::parse(address).value()}}));
    }
    heard_.clear();

    EXPECT_EQ(error_of(ban(owner_, {.whom = mod_.user})), ChatErrc::too_many_bans);

    EXPECT_EQ(run(moderation_.moderators(ada_.channel, {}))->total, 1);
    EXPECT_TRUE(heard_.empty());
}

TEST_P(ModerationContract, who_has_left_is_in_no_list) {
    ASSERT_TRUE(ban(moderator_, {.whom = eve_.user}));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(mod_.user, now_)));

    EXPECT_EQ(run(moderation_.moderators(ada_.channel, {}))->total, 0);
    EXPECT_FALSE(bans(owner_)->items[0].by);
    ASSERT_TRUE(run(removals.remove(eve_.user, now_)));
    EXPECT_EQ(bans(owner_)->total, 0);
    ASSERT_TRUE(run(removals.remove(ada_.user, now_)));
    EXPECT_EQ(error_of(bans(staff_)), ChatErrc::channel_not_found);
}

/// SQLite has one writer; on PostgreSQL one of two that meet is run again (ADR 0007).
TEST_P(ModerationContract, of_two_who_judge_at_once_the_second_sees_what_the_first_has_done) {
    if (GetParam() == &test::open_sqlite_database) GTEST_SKIP() << "has one writer";
    const auto waiting = say(eve_, "waiting", HeldFor::link);
    int times = 0;

    const auto approved = run(opened_.database->write([&](Session& session) {
        // What this one sees is what was there before the other.
        EXPECT_EQ(load_message(session, waiting, now_)->state,
                  times == 0 ? MessageState::held : MessageState::deleted);
        if (++times == 1) EXPECT_TRUE(run(moderation_.remove_message(owner_, waiting)));
        return review_message(session, {.actor = moderator_, .now = now_}, waiting, true);
    }));

    EXPECT_EQ(error_of(approved), ChatErrc::not_held);
    EXPECT_EQ(times, 2);
    EXPECT_EQ(run(chat_.find(waiting))->state, MessageState::deleted);
}

INSTANTIATE_TEST_SUITE_P(On, ModerationContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
