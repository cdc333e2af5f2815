#include "app/broadcast_rows.hpp"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "store/sql/accounts_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::app {
namespace {

using namespace std::chrono_literals;
using channels::StreamStatus;
using sql::test::run;

constexpr auto patience = 10s;

/// The channel "ada" in a database of its own, and a hub whose observer is the rows.
class Rows : public ::testing::Test {
protected:
    explicit Rows(std::chrono::milliseconds grace = 30s)
        : broadcasts_({.grace = grace}, stream_rows_, wall_now),
          hub_({.grace = grace}, rows_, wall_now) {
        add_channel("ada", channel_);
        add_channel("bob", other_channel_);
        threads_.start();
    }

    ~Rows() override {
        on_loop([this] {
            publication_.reset();
            other_publication_.reset();
        });
        hub_.end_all();
        if (!stopped_) rows_.stop();
        threads_.stop();
    }

    void add_channel(const std::string& name, ChannelId id) {
        const accounts::NewUser user{.user = {.id = UserId::make(),
                                              .username = name,
                                              .email = name + "@example.org",
                                              .display_name = name,
                                              .avatar_url = {},
                                              .bio = {},
                                              .created_at = wall_now(),
                                              .updated_at = wall_now(),
                                              .last_login_at = {}},
                                     .password_hash = "hash",
                                     .channel = id,
                                     .handle = name,
                                     .stream_key_hash = "key hash of " + name};
        EXPECT_TRUE(run(account_rows_.create(user)));
    }

    template <class Work>
    void on_loop(Work work) {
        std::promise<void> done;
        threads_.at(0).post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    void start() {
        rows_.start(hub_, [] {});
    }

    /// Opens the row and begins or continues its broadcast, as ingest does.
    StreamId publish() { return publish(channel_, "ada", publication_); }
    StreamId publish_other() { return publish(other_channel_, "bob", other_publication_); }

    StreamId publish(ChannelId channel, const std::string& handle,
                     std::optional<live::Publication>& publication) {
        const auto row = run(broadcasts_.open(channel)).value();
        on_loop([&, this] {
            auto begun = hub_.publish({.id = row.id, .channel = channel, .handle = handle},
                                      threads_.at(0), [] {});
            publication.emplace(std::move(begun.value()));
        });
        return row.id;
    }

    /// As if the database were away, for what this condition on a row's NEW and OLD says.
    void forbid(const std::string& condition) {
        execute("CREATE TRIGGER forbidden BEFORE UPDATE ON streams WHEN " + condition +
                " BEGIN SELECT RAISE(ABORT, 'full'); END");
    }
    void allow() { execute("DROP TRIGGER forbidden"); }

    void wait_for_failure() {
        const auto& failures = opened_.database->writes().totals.failures;
        const auto before = failures.load();
        const auto until = mono_now() + patience;
        while (failures == before && mono_now() < until) on_loop([] {});
        EXPECT_GT(failures, before);
    }

    void lose_publisher() {
        on_loop([this] { publication_.reset(); });
    }

    void recover() {
        boost::asio::co_spawn(threads_.at(0).context(), rows_.recover(), boost::asio::use_future)
            .get();
    }

    void stop() {
        stopped_ = true;
        rows_.stop();
    }

    void execute(std::string sql) {
        run(opened_.database->write(
            [sql = std::move(sql)](sql::Session& session) { session.execute(sql); }));
    }

    channels::Stream row_of(StreamId id) { return run(broadcasts_.find(id)).value(); }

    /// Whether the row comes to be as described; each look asks the database.
    template <class Matches>
    bool becomes(StreamId id, Matches matches) {
        const auto until = mono_now() + patience;
        while (mono_now() < until) {
            if (matches(row_of(id))) return true;
        }
        return false;
    }
    bool becomes(StreamId id, StreamStatus status) {
        return becomes(id, [status](const auto& row) { return row.status == status; });
    }

    /// "started" and "ended REASON", as they are told.
    std::vector<std::string> told() {
        const std::lock_guard lock(told_mutex_);
        return told_;
    }
    void hear(const Event& event) {
        const std::lock_guard lock(told_mutex_);
        if (std::holds_alternative<StreamStarted>(event)) told_.emplace_back("started");
        if (const auto* end = std::get_if<StreamEnded>(&event)) {
            told_.push_back("ended " + end->reason);
        }
    }
    bool is_told(const std::vector<std::string>& expected) {
        const auto until = mono_now() + patience;
        while (told() != expected && mono_now() < until) on_loop([] {});
        return told() == expected;
    }

    ChannelId channel_ = ChannelId::make();
    ChannelId other_channel_ = ChannelId::make();
    net::IoThreads threads_{1};  // Outlives the database, whose threads post to it.
    sql::test::TestDatabase opened_ = sql::test::open_sqlite_database();
    sql::AccountsRepository account_rows_{*opened_.database};
    sql::StreamsRepository stream_rows_{*opened_.database};
    std::mutex told_mutex_;
    std::vector<std::string> told_;
    EventBus events_;
    EventBus::Listener ear_ = events_.listen([this](const Event& event) { hear(event); });
    channels::Broadcasts broadcasts_;
    BroadcastRows rows_{{.round = 10ms}, broadcasts_, events_, threads_.at(0)};
    live::Hub hub_;
    std::optional<live::Publication> publication_;
    std::optional<live::Publication> other_publication_;
    bool stopped_ = false;
};

TEST_F(Rows, tell_of_a_stream_on_air_by_id_and_by_channel) {
    start();
    const auto id = publish();

    for (const auto& now : {rows_.live_now(id), rows_.live_now(channel_)}) {
        ASSERT_TRUE(now);
        EXPECT_EQ(now->stream, id);
        EXPECT_FALSE(now->reconnecting);
    }
    EXPECT_EQ(row_of(id).status, StreamStatus::live);
    EXPECT_FALSE(rows_.live_now(StreamId::make()));
    EXPECT_FALSE(rows_.live_now(ChannelId::make()));
}

TEST_F(Rows, follow_a_publisher_who_is_lost_and_returns) {
    start();
    const auto id = publish();

    lose_publisher();
    EXPECT_TRUE(becomes(id, StreamStatus::reconnecting));
    EXPECT_TRUE(rows_.live_now(id)->reconnecting);

    EXPECT_EQ(publish(), id);
    EXPECT_TRUE(becomes(id, StreamStatus::live));
    EXPECT_FALSE(rows_.live_now(id)->reconnecting);
}

TEST_F(Rows, end_with_the_broadcast) {
    start();
    const auto id = publish();

    on_loop([this] { publication_->unpublish(); });

    EXPECT_TRUE(becomes(id, StreamStatus::ended));
    EXPECT_TRUE(row_of(id).ended_at);
    EXPECT_FALSE(rows_.live_now(id));
}

TEST_F(Rows, end_once_the_database_can_be_written_to_again) {
    start();
    const auto id = publish();
    forbid("NEW.status = 'ended'");

    on_loop([this] { publication_->unpublish(); });
    wait_for_failure();
    EXPECT_EQ(row_of(id).status, StreamStatus::live);
    allow();

    EXPECT_TRUE(becomes(id, StreamStatus::ended));
}

TEST_F(Rows, follow_a_publisher_who_was_lost_and_returned_while_the_database_was_away) {
    start();
    const auto id = publish();
    forbid("NEW.status <> OLD.status");

    lose_publisher();
    wait_for_failure();
    EXPECT_EQ(row_of(id).status, StreamStatus::live);
    allow();
    EXPECT_TRUE(becomes(id, StreamStatus::reconnecting));

    EXPECT_EQ(publish(), id);
    EXPECT_TRUE(becomes(id, StreamStatus::live));
}

TEST_F(Rows, that_can_never_be_written_hold_up_no_others) {
    start();
    const auto stuck = publish();
    const auto other = publish_other();
    forbid("NEW.id = '" + to_string(stuck) + "' AND NEW.status = 'ended'");

    on_loop([this] { publication_->unpublish(); });
    wait_for_failure();
    on_loop([this] { other_publication_->unpublish(); });

    EXPECT_TRUE(becomes(other, StreamStatus::ended));
    EXPECT_EQ(row_of(stuck).status, StreamStatus::live);
    allow();
    EXPECT_TRUE(becomes(stuck, StreamStatus::ended));
}

TEST_F(Rows, end_when_the_publish_is_ended_for_its_channel) {
    start();
    const auto id = publish();

    rows_.end_publish(channel_);

    EXPECT_TRUE(becomes(id, StreamStatus::ended));
}

TEST_F(Rows, end_when_one_stream_is_ended) {
    start();
    const auto id = publish();

    rows_.end_stream(StreamId::make());
    rows_.end_stream(id);

    EXPECT_TRUE(becomes(id, StreamStatus::ended));
    EXPECT_FALSE(rows_.live_now(channel_));
}

TEST_F(Rows, of_an_earlier_run_are_off_the_air_when_they_are_ended) {
    const auto row = run(broadcasts_.open(channel_)).value();
    recover();
    start();
    ASSERT_TRUE(rows_.live_now(channel_));

    rows_.end_stream(row.id);

    EXPECT_FALSE(rows_.live_now(row.id));
    EXPECT_FALSE(rows_.live_now(channel_));
}

TEST_F(Rows, note_how_many_watch) {
    start();
    const auto id = publish();
    const live::Presence viewer(hub_.find(id));

    EXPECT_TRUE(becomes(id, [](const auto& row) { return row.viewer_count == 1; }));
    EXPECT_EQ(rows_.live_now(id)->viewers, 1u);
}

TEST_F(Rows, stay_on_air_when_the_program_stops) {
    start();
    const auto id = publish();

    hub_.end_all();
    on_loop([] {});
    stop();

    EXPECT_EQ(row_of(id).status, StreamStatus::live);
}

TEST_F(Rows, are_written_before_the_program_stops) {
    start();
    const auto id = publish();

    on_loop([this] { publication_->unpublish(); });
    stop();

    EXPECT_EQ(row_of(id).status, StreamStatus::ended);
}

TEST_F(Rows, of_an_earlier_run_wait_for_their_publisher) {
    const auto id = run(broadcasts_.open(channel_)).value().id;

    recover();
    start();
    EXPECT_EQ(row_of(id).status, StreamStatus::reconnecting);
    for (const auto& now : {rows_.live_now(id), rows_.live_now(channel_)}) {
        ASSERT_TRUE(now);
        EXPECT_EQ(now->stream, id);
        EXPECT_TRUE(now->reconnecting);
    }

    EXPECT_EQ(publish(), id);
    EXPECT_TRUE(becomes(id, StreamStatus::live));
    EXPECT_FALSE(rows_.live_now(id)->reconnecting);
}

TEST_F(Rows, tell_of_a_broadcast_once_however_often_its_publisher_returns) {
    start();
    const auto id = publish();
    EXPECT_TRUE(is_told({"started"}));
    lose_publisher();
    EXPECT_EQ(publish(), id);
    EXPECT_TRUE(becomes(id, StreamStatus::live));

    on_loop([this] { publication_->unpublish(); });

    EXPECT_TRUE(is_told({"started", "ended unpublished"}));
}

TEST_F(Rows, do_not_tell_again_of_a_broadcast_of_an_earlier_run) {
    const auto id = run(broadcasts_.open(channel_)).value().id;
    recover();
    start();

    EXPECT_EQ(publish(), id);
    on_loop([this] { publication_->unpublish(); });

    EXPECT_TRUE(is_told({"ended unpublished"}));
}

class RowsWithoutGrace : public Rows {
protected:
    RowsWithoutGrace() : Rows(0ms) {}
};

TEST_F(RowsWithoutGrace, of_an_earlier_run_end_at_their_last_sign_of_life) {
    const auto id = run(broadcasts_.open(channel_)).value().id;
    const auto last_seen = row_of(id).last_seen_at;

    recover();
    start();

    EXPECT_TRUE(becomes(id, StreamStatus::ended));
    EXPECT_EQ(row_of(id).ended_at, last_seen);
    EXPECT_TRUE(is_told({"ended lost"}));
    const auto until = mono_now() + patience;
    while (rows_.live_now(id) && mono_now() < until) on_loop([] {});
    EXPECT_FALSE(rows_.live_now(id));
}

}  // namespace
}  // namespace freshet::app
