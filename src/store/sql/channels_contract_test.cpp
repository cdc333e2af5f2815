#include <thread>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "channels/error.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

using channels::Errc;
using channels::Stream;
using channels::StreamStatus;
using namespace std::chrono_literals;
using test::run;

/// What every ChannelRepository and StreamRepository promises, seen through the classes that use
/// them.
class ChannelsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    /// A user's default channel.
    ChannelId add_channel(const std::string& name) {
        const auto id = ChannelId::make();
        accounts::NewUser draft{.user = {.id = UserId::make(),
                                         .username = name,
                                         .email = name + "@example.org",
                                         .display_name = name,
                                         .avatar_url = {},
                                         .bio = {},
                                         .created_at = now_,
                                         .updated_at = now_,
                                         .last_login_at = {}},
                                .password_hash = "hash",
                                .channel = id,
                                .handle = name,
                                .stream_key_hash = channels::StreamKeys::hash(keys_.derive(id, 1))};
        EXPECT_TRUE(run(accounts_.create(draft)));
        owners_[id] = draft.user.id;
        return id;
    }

    Stream open(ChannelId channel) { return run(broadcasts_.open(channel)).value(); }
    Stream find(const Stream& stream) { return run(broadcasts_.find(stream.id)).value(); }

    void set_title(const Stream& stream, const std::string& title) {
        run(opened_.database->write([id = stream.id, title](Session& session) {
            session.prepare("UPDATE streams SET title = :title WHERE id = :id")
                .use(title)
                .use(id)
                .run();
        }));
    }

    WallTime now_{std::chrono::milliseconds(1'800'000'000'000)};
    std::map<ChannelId, UserId> owners_;
    test::TestDatabase opened_ = GetParam()();
    AccountsRepository accounts_{*opened_.database};
    ChannelsRepository channel_rows_{*opened_.database};
    StreamsRepository stream_rows_{*opened_.database};
    channels::StreamKeys keys_{SecretText("a secret")};
    channels::Channels channels_{channel_rows_, keys_, [this] { return now_; }};
    channels::Broadcasts broadcasts_{{.grace = 30s}, stream_rows_, [this] { return now_; }};
};

TEST_P(ChannelsContract, a_channel_is_found_by_id_handle_key_and_owner) {
    const auto id = add_channel("ada");
    add_channel("bob");

    const auto channel = run(channels_.find(id));
    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->handle, "ada");
    EXPECT_EQ(run(channels_.find(std::string("ADA"))), channel);
    EXPECT_EQ(run(channels_.find(to_string(id))), channel);
    EXPECT_EQ(run(channels_.channel_by_key(channels_.stream_key(*channel))), channel);
    EXPECT_EQ(run(channels_.default_of(owners_[id])), channel);
    const auto owned = run(channels_.owned_by(owners_[id], {}));
    EXPECT_EQ(owned.total, 1u);
    ASSERT_EQ(owned.items.size(), 1u);
    EXPECT_EQ(owned.items[0], *channel);
}

TEST_P(ChannelsContract, a_key_that_is_none_finds_nothing) {
    add_channel("ada");

    EXPECT_FALSE(run(channels_.channel_by_key("")));
    EXPECT_FALSE(run(channels_.channel_by_key("ada")));
    EXPECT_FALSE(run(channels_.channel_by_key(std::string(100'000, 'a'))));
    EXPECT_FALSE(run(channels_.find(std::string("nobody"))));
}

TEST_P(ChannelsContract, a_regenerated_key_replaces_the_old_one) {
    const auto id = add_channel("ada");
    const auto old_key = channels_.stream_key(run(channels_.find(id)).value());

    const auto channel = run(channels_.regenerate_key(id));

    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->key_version, 2u);
    const auto new_key = channels_.stream_key(*channel);
    EXPECT_NE(new_key, old_key);
    EXPECT_FALSE(run(channels_.channel_by_key(old_key)));
    EXPECT_EQ(run(channels_.channel_by_key(new_key))->id, id);
    EXPECT_EQ(error_of(run(channels_.regenerate_key(ChannelId::make()))), Errc::channel_not_found);
}

TEST_P(ChannelsContract, the_key_of_a_disabled_user_is_none) {
    const auto id = add_channel("ada");
    const auto key = channels_.stream_key(run(channels_.find(id)).value());
    run(opened_.database->write([owner = owners_[id]](Session& session) {
        session.prepare("UPDATE users SET is_active = 0 WHERE id = :id").use(owner).run();
    }));

    EXPECT_FALSE(run(channels_.channel_by_key(key)));
}

TEST_P(ChannelsContract, another_secret_than_the_first_one_is_refused) {
    const channels::StreamKeys other_keys(SecretText("another secret"));
    channels::Channels other(channel_rows_, other_keys, [this] { return now_; });

    EXPECT_TRUE(run(channels_.confirm_secret()));
    EXPECT_TRUE(run(channels_.confirm_secret()));
    EXPECT_EQ(error_of(run(other.confirm_secret())), Errc::other_secret);
    EXPECT_TRUE(run(channels_.confirm_secret()));
}

TEST_P(ChannelsContract, a_publish_makes_a_stream_with_the_channels_title) {
    const auto channel = add_channel("ada");

    const auto stream = open(channel);

    EXPECT_EQ(stream.channel, channel);
    EXPECT_EQ(stream.owner, owners_[channel]);
    EXPECT_EQ(stream.title, "ada");
    EXPECT_EQ(stream.handle, "ada");
    EXPECT_EQ(stream.username, "ada");
    EXPECT_EQ(stream.status, StreamStatus::live);
    EXPECT_EQ(stream.started_at, now_);
    EXPECT_EQ(find(stream), stream);
    EXPECT_EQ(run(broadcasts_.current_of(channel)), stream);
}

TEST_P(ChannelsContract, a_publish_on_a_channel_that_is_none_is_refused) {
    EXPECT_EQ(error_of(run(broadcasts_.open(ChannelId::make()))), Errc::channel_not_found);
}

TEST_P(ChannelsContract, a_publisher_that_returns_within_the_grace_time_goes_on_with_its_stream) {
    const auto channel = add_channel("ada");
    const auto stream = open(channel);
    now_ += 10s;
    run(broadcasts_.mark_reconnecting(stream.id, now_));
    const auto away = find(stream);
    now_ += 29s;

    const auto again = open(channel);

    EXPECT_EQ(away.status, StreamStatus::reconnecting);
    EXPECT_TRUE(away.is_live());
    EXPECT_EQ(again.id, stream.id);
    EXPECT_EQ(again.status, StreamStatus::live);
    EXPECT_EQ(again.started_at, stream.started_at);
    EXPECT_FALSE(again.reconnecting_since);
}

TEST_P(ChannelsContract,
       a_publisher_that_returns_too_late_gets_a_new_stream_and_the_old_one_has_ended) {
    const auto channel = add_channel("ada");
    const auto stream = open(channel);
    now_ += 10s;
    run(broadcasts_.mark_reconnecting(stream.id, now_));
    now_ += 30s;

    const auto again = open(channel);

    EXPECT_NE(again.id, stream.id);
    EXPECT_EQ(again.status, StreamStatus::live);
    EXPECT_EQ(find(stream).status, StreamStatus::ended);
    EXPECT_EQ(find(stream).ended_at, now_ - 30s);
    EXPECT_EQ(find(stream).duration(now_), 10s);
}

TEST_P(ChannelsContract, an_ended_stream_stays_ended) {
    const auto channel = add_channel("ada");
    const auto stream = open(channel);
    run(broadcasts_.end(stream.id, now_ + 1s));

    run(broadcasts_.mark_live(stream.id));
    run(broadcasts_.mark_reconnecting(stream.id, now_ + 2s));
    run(broadcasts_.end(stream.id, now_ + 3s));
    run(broadcasts_.signs_of_life({{.stream = stream.id, .viewers = 5}}, now_ + 4s));

    EXPECT_EQ(find(stream).status, StreamStatus::ended);
    EXPECT_EQ(find(stream).ended_at, now_ + 1s);
    EXPECT_EQ(find(stream).viewer_count, 0u);
    EXPECT_FALSE(run(broadcasts_.current_of(channel)));
    EXPECT_NE(open(channel).id, stream.id);
}

TEST_P(ChannelsContract, many_publishes_at_once_on_one_channel_make_one_stream) {
    const auto channel = add_channel("ada");
    std::array<Stream, 8> opened;
    {
        std::vector<std::jthread> publishers;
        for (auto& mine : opened) publishers.emplace_back([&] { mine = open(channel); });
    }

    for (const auto& stream : opened) EXPECT_EQ(stream.id, opened[0].id);
    EXPECT_EQ(run(broadcasts_.list({}, {})).total, 1u);
}

TEST_P(ChannelsContract, a_second_stream_on_air_is_against_the_rules_of_the_database_itself) {
    const auto channel = add_channel("ada");
    const auto ended = open(channel);
    run(broadcasts_.end(ended.id, now_));
    open(channel);

    auto revive = opened_.database->write([id = ended.id](Session& session) {
        session.prepare("UPDATE streams SET status = 'live' WHERE id = :id").use(id).run();
    });

    EXPECT_THROW(run(std::move(revive)), boost::system::system_error);
}

TEST_P(ChannelsContract, after_a_restart_streams_get_the_grace_and_end_at_their_last_sign_of_life) {
    const auto channel = add_channel("ada");
    const auto lost = open(channel);
    const auto returning = open(add_channel("bob"));
    const auto seen = now_ + 5s;
    run(broadcasts_.signs_of_life({{lost.id, 3}, {returning.id, 4}}, seen));
    EXPECT_EQ(find(lost).viewer_count, 3u);
    now_ += 1h;

    const auto recovered = run(broadcasts_.recover(now_));
    const auto status_in_grace = find(lost).status;
    now_ += 10s;
    const auto again = open(returning.channel);
    const auto ended_too_early = run(broadcasts_.end_lost(now_));
    now_ += 20s;
    const auto ended = run(broadcasts_.end_lost(now_));

    EXPECT_EQ(recovered.size(), 2u);
    EXPECT_EQ(status_in_grace, StreamStatus::reconnecting);
    EXPECT_EQ(again.id, returning.id);
    EXPECT_TRUE(ended_too_early.empty());
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_EQ(ended[0].id, lost.id);
    EXPECT_EQ(ended[0].status, StreamStatus::ended);
    EXPECT_EQ(ended[0].ended_at, seen);
    EXPECT_EQ(find(returning).status, StreamStatus::live);
}

TEST_P(ChannelsContract, viewers_are_no_sign_of_life_while_the_publisher_is_away) {
    const auto stream = open(add_channel("ada"));
    run(broadcasts_.mark_reconnecting(stream.id, now_ + 1s));

    run(broadcasts_.signs_of_life({{.stream = stream.id, .viewers = 7}}, now_ + 9s));

    EXPECT_EQ(find(stream).viewer_count, 7u);
    EXPECT_EQ(find(stream).last_seen_at, now_ + 1s);
}

TEST_P(ChannelsContract, a_list_has_what_everybody_may_see_live_ones_first) {
    const auto first = open(add_channel("ada"));
    now_ += 1s;
    const auto second = open(add_channel("bob"));
    const auto hidden = open(add_channel("eve"));
    const auto ended = open(add_channel("joe"));
    const auto scheduled = open(add_channel("kim"));
    run(broadcasts_.end(ended.id, now_));
    run(broadcasts_.signs_of_life({{first.id, 10}, {second.id, 2}}, now_));
    run(opened_.database->write([&](Session& session) {
        session.prepare("UPDATE streams SET visibility = 'private' WHERE id = :id")
            .use(hidden.id)
            .run();
        session.prepare("UPDATE streams SET status = 'scheduled', started_at = NULL WHERE id = :id")
            .use(scheduled.id)
            .run();
    }));
    const auto ids = [&](channels::StreamFilter filter, Page page) {
        std::vector<StreamId> list;
        for (const auto& stream : run(broadcasts_.list(std::move(filter), page)).items)
            list.push_back(stream.id);
        return list;
    };

    EXPECT_EQ(ids({}, {}), (std::vector{second.id, first.id, scheduled.id}));
    EXPECT_EQ(ids({.sort = channels::StreamSort::viewers}, {}),
              (std::vector{first.id, second.id, scheduled.id}));
    EXPECT_EQ(ids({.live_only = true}, {}), (std::vector{second.id, first.id}));
    EXPECT_EQ(ids({}, {.number = 2, .limit = 2}), (std::vector{scheduled.id}));
    EXPECT_EQ(ids({}, {.number = 9, .limit = 2}), std::vector<StreamId>{});
    EXPECT_EQ(run(broadcasts_.list({}, {.number = 2, .limit = 2})).total, 3u);
}

TEST_P(ChannelsContract, a_text_is_looked_for_in_titles_as_it_is) {
    const auto percent = open(add_channel("ada"));
    const auto plain = open(add_channel("bob"));
    set_title(percent, "100% Fun_ny!");
    set_title(plain, "1000 funny things");
    const auto count = [&](const std::string& text) {
        return run(broadcasts_.list({.text = text}, {})).total;
    };

    EXPECT_EQ(count("FUN"), 2u);
    EXPECT_EQ(count("100%"), 1u);
    EXPECT_EQ(count("fun_"), 1u);
    EXPECT_EQ(count("y!"), 1u);
    EXPECT_EQ(count("' OR 1=1 --"), 0u);
}

TEST_P(ChannelsContract, only_the_case_of_ascii_makes_no_difference_to_a_text) {
    set_title(open(add_channel("ada")), "\u0420\u0438\u0441\u0443\u0435\u043c OIL");
    const auto count = [&](const std::string& text) {
        return run(broadcasts_.list({.text = text}, {})).total;
    };

    EXPECT_EQ(count("\u0420\u0438\u0441"), 1u);
    EXPECT_EQ(count("\u0438\u0441\u0443\u0435\u043c oil"), 1u);
    EXPECT_EQ(count("\u0440\u0438\u0441"), 0u);
}

INSTANTIATE_TEST_SUITE_P(On, ChannelsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
