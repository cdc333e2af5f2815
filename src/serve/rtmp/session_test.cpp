#include "serve/rtmp/session.hpp"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <latch>
#include <mutex>
#include <sstream>
#include <unistd.h>

#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "net/offload.hpp"
#include "serve/fanout/testing/loopback.hpp"
#include "serve/fanout/testing/stage.hpp"
#include "serve/playback/testing/house.hpp"
#include "serve/rtmp/server.hpp"
#include "serve/rtmp/testing/memory_rows.hpp"
#include "wire/flv/tag_writer.hpp"
#include "wire/rtmp/testing/client.hpp"

namespace freshet::rtmp {
namespace {

using namespace std::chrono_literals;
using Client = freshet::testing::RtmpClient;
using fanout::testing::make_frame;
using fanout::testing::patience;

/// What reaches an output of the stream; a test waits for it.
class Recording {
public:
    class Output final : public live::Output {
    public:
        explicit Output(Recording& recording) : recording_(recording) {}

        void on_tracks(const live::Tracks& tracks) override {
            recording_.change([&] { recording_.tracks_ = tracks; });
        }
        void on_frame(const media::FramePtr& frame) override {
            recording_.change([&] { recording_.frames_.push_back(frame); });
        }
        void on_epoch(WallTime) override {}
        void on_end() override {
            recording_.change([&] { recording_.ended_ = true; });
        }

    private:
        Recording& recording_;
    };

    std::vector<media::FramePtr> wait_for_frames(std::size_t count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, patience, [&] { return frames_.size() >= count; }));
        return frames_;
    }

    void wait_for_end() {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, patience, [&] { return ended_; }));
    }

    live::Tracks tracks() {
        const std::lock_guard lock(mutex_);
        return tracks_;
    }

private:
    template <class Change>
    void change(Change change) {
        const std::lock_guard lock(mutex_);
        change();
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    live::Tracks tracks_;
    std::vector<media::FramePtr> frames_;
    bool ended_ = false;
};

/// A client with a connection of its own.
class Caller {
public:
    explicit Caller(std::uint16_t port) : peer_(fanout::testing::Peer::of_port(port)) {
        say(Client::handshake());
        say(Client::connect("live"));
        say(Client::create_stream());
    }

    void say(const Bytes& bytes) { peer_.say(bytes); }

    /// Nothing when the server has hung up.
    std::optional<Message> next() {
        while (messages_.empty()) {
            const auto bytes = peer_.read_some();
            if (bytes.empty()) return std::nullopt;
            for (auto& message : client_.read(bytes)) messages_.push_back(std::move(message));
        }
        auto message = std::move(messages_.front());
        messages_.pop_front();
        return message;
    }

    /// The code of the next onStatus; empty when the server has hung up.
    std::string status() {
        while (const auto message = next()) {
            for (const auto& command : freshet::testing::commands_of({*message})) {
                if (command.name == "onStatus") return freshet::testing::code_of(command);
            }
        }
        return {};
    }

    [[nodiscard]] bool is_let_go() {
        while (next()) {
        }
        return true;  // Else the reading has failed the test.
    }

    void hang_up() { peer_.hang_up(); }

private:
    fanout::testing::Peer peer_;
    Client client_;
    std::deque<Message> messages_;
};

const std::string good_key = "a-good-key";

/// The channel "ada" behind a real port.
class RtmpSessions : public ::testing::Test {
protected:
    explicit RtmpSessions(ServerConfig session = {}, live::Stream::Config stream = {})
        : stage_(2, {.gate = [this](std::string_view) { return wait_before_start_; }}, stream),
          server_({.address = "127.0.0.1", .port = 0, .session = session},
                  {channels_, broadcasts_, stage_.hub, house_.admission, house_.entrance,
                   stage_.delivery},
                  stage_.threads) {
        stage_.hub.add_resident("recording", [this](const live::Broadcast&) {
            return std::make_unique<Recording::Output>(recording_);
        });
        server_.start();
    }

    static channels::Channel ada() {
        channels::Channel channel;
        channel.id = ChannelId::make();
        channel.handle = "ada";
        return channel;
    }

    [[nodiscard]] Caller call() const { return Caller(server_.port()); }

    [[nodiscard]] Caller publisher() const {
        auto caller = call();
        caller.say(Client::publish(good_key));
        EXPECT_EQ(caller.status(), "NetStream.Publish.Start");
        return caller;
    }

    /// A player that has been told that it plays.
    [[nodiscard]] Caller player(std::string_view name) const {
        auto caller = call();
        caller.say(Client::play(name));
        while (true) {
            const auto status = caller.status();
            if (status == "NetStream.Play.Start") return caller;
            EXPECT_FALSE(status.empty()) << "no play";
            if (status.empty()) return caller;
        }
    }

    void say_header(Caller& caller) const {
        caller.say(Client::message(video, flv::sequence_header_body(*picture_)));
    }

    void say_frame(Caller& caller, std::chrono::milliseconds at, bool keyframe = true) const {
        const auto frame = make_frame({.track = picture_, .at = at, .keyframe = keyframe});
        Bytes body;
        flv::append_body_head(body, *frame);
        append(body, frame->payload.bytes());
        caller.say(Client::message(video, body, static_cast<std::uint32_t>(at.count())));
    }

    media::TrackPtr picture_ = fanout::testing::picture();
    std::optional<std::chrono::seconds> wait_before_start_;
    Recording recording_;
    channels::StreamKeys keys_{SecretText("the secret of this test")};
    testing::OneChannel channel_rows_{ada(), channels::StreamKeys::hash(good_key)};
    testing::MemoryStreams stream_rows_;
    channels::Channels channels_{channel_rows_, keys_, wall_now};
    channels::Broadcasts broadcasts_{{}, stream_rows_, wall_now};
    playback::testing::House house_;
    fanout::testing::Stage stage_;
    Server server_;
};

TEST_F(RtmpSessions, a_player_of_what_is_not_public_needs_a_token) {
    auto ada_here = publisher();
    const auto stream = stage_.hub.find("ada")->broadcast().id;
    const auto refusal_of = [&](const std::string& name) {
        auto caller = call();
        caller.say(Client::play(name));
        return caller.status();
    };
    house_.set(stream, channels::Visibility::unlisted);
    EXPECT_EQ(refusal_of("ada"), "NetStream.Play.Failed");
    EXPECT_EQ(refusal_of("ada?token=x"), "NetStream.Play.Failed");
    house_.set(stream, channels::Visibility::private_);
    EXPECT_EQ(refusal_of("ada"), "NetStream.Play.StreamNotFound");

    (void)player("ada?token=" + house_.token(stream, channels::Ground::owner));
}

TEST_F(RtmpSessions, a_player_whose_right_ends_is_let_go) {
    auto ada_here = publisher();
    auto viewer = player("ada");

    house_.set(stage_.hub.find("ada")->broadcast().id, channels::Visibility::private_);

    EXPECT_TRUE(viewer.is_let_go());
}

TEST_F(RtmpSessions, a_good_key_publishes_and_frames_reach_the_outputs) {
    auto obs = publisher();

    say_header(obs);
    say_frame(obs, 0ms);
    say_frame(obs, 40ms, false);

    const auto frames = recording_.wait_for_frames(2);
    EXPECT_TRUE(frames[0]->keyframe);
    EXPECT_EQ(frames[0]->dts, 0ms);
    EXPECT_EQ(as_text(frames[0]->payload.bytes()), "xxxxxxxxxx");
    EXPECT_FALSE(frames[1]->keyframe);
    EXPECT_EQ(frames[1]->dts, 40ms);
    EXPECT_EQ(recording_.tracks().video->config, picture_->config);
    EXPECT_EQ(stage_.hub.find("ada")->status(), live::Status::live);
}

TEST_F(RtmpSessions, an_unknown_key_is_refused_with_a_clear_status_before_any_media) {
    auto stranger = call();

    stranger.say(Client::publish("another-key"));

    EXPECT_EQ(stranger.status(), "NetStream.Publish.BadName");
    EXPECT_TRUE(stranger.is_let_go());
    EXPECT_TRUE(stage_.hub.on_air().empty());
}

TEST_F(RtmpSessions, a_publisher_hears_that_the_database_is_away) {
    stream_rows_.before_open = []() -> boost::asio::awaitable<void> {
        throw boost::system::system_error(make_error_code(Outage::unavailable));
        co_return;
    };
    auto obs = call();

    obs.say(Client::publish(good_key));

    EXPECT_EQ(obs.status(), "NetStream.Publish.Failed");
    EXPECT_TRUE(obs.is_let_go());
}

TEST_F(RtmpSessions, a_key_that_is_replaced_while_its_publish_begins_is_refused) {
    stream_rows_.before_open = [this]() -> boost::asio::awaitable<void> {
        channel_rows_.replace_key(channels::StreamKeys::hash("a-newer-key"));
        co_return;
    };
    auto obs = call();

    obs.say(Client::publish(good_key));

    EXPECT_EQ(obs.status(), "NetStream.Publish.BadName");
    EXPECT_TRUE(obs.is_let_go());
}

TEST_F(RtmpSessions, a_handle_is_no_key) {
    auto stranger = call();

    stranger.say(Client::publish("ada"));

    EXPECT_EQ(stranger.status(), "NetStream.Publish.BadName");
}

TEST_F(RtmpSessions, a_second_publisher_is_refused_while_the_first_is_alive) {
    auto first = publisher();
    say_header(first);
    say_frame(first, 0ms);
    (void)recording_.wait_for_frames(1);

    auto second = call();
    second.say(Client::publish(good_key));

    EXPECT_EQ(second.status(), "NetStream.Publish.BadName");
    EXPECT_TRUE(second.is_let_go());
    say_frame(first, 40ms, false);
    EXPECT_EQ(recording_.wait_for_frames(2).size(), 2u);
}

TEST_F(RtmpSessions, refusals_are_told_in_one_line_for_many_with_the_channel_where_it_is_known) {
    const auto dir =
        std::filesystem::temp_directory_path() / ("freshet-rtmp-" + std::to_string(::getpid()));
    ASSERT_TRUE(log::start({.dir = dir.string()}));
    auto first = publisher();

    for (const auto& key : {good_key, good_key, std::string("another-key")}) {
        auto refused = call();
        refused.say(Client::publish(key));
        EXPECT_TRUE(refused.is_let_go());
    }
    log::stop();

    std::ostringstream written;
    for (const auto& file : std::filesystem::directory_iterator(dir))
        written << std::ifstream(file.path()).rdbuf();
    std::filesystem::remove_all(dir);
    const auto text = written.str();
    const auto line = text.find("publish refused channel=ada");
    ASSERT_NE(line, std::string::npos) << text;
    EXPECT_EQ(text.find("publish refused", line + 1), std::string::npos) << text;
}

TEST_F(RtmpSessions, a_goodbye_ends_the_stream) {
    auto obs = publisher();

    obs.say(Client::command({.name = "deleteStream", .transaction_id = 4, .arguments = {{1.0}}}));

    recording_.wait_for_end();
    for (const std::size_t thread : {0u, 1u}) stage_.on(thread, [] {});  // The end is complete.
    EXPECT_TRUE(stage_.hub.on_air().empty());
}

TEST_F(RtmpSessions, who_returns_after_a_lost_connection_goes_on_with_the_same_stream) {
    auto lost = publisher();
    say_header(lost);
    say_frame(lost, 0ms);
    (void)recording_.wait_for_frames(1);
    const auto stream = stage_.hub.find("ada");

    lost.hang_up();
    auto returned = call();
    returned.say(Client::publish(good_key));
    // The server may hear of the new connection before the old one's end.
    while (returned.status() != "NetStream.Publish.Start") {
        returned = call();
        returned.say(Client::publish(good_key));
    }
    say_header(returned);
    say_frame(returned, 0ms);

    const auto frames = recording_.wait_for_frames(2);
    EXPECT_TRUE(frames[1]->discontinuity);
    EXPECT_GT(frames[1]->dts, frames[0]->dts);
    EXPECT_EQ(stage_.hub.find("ada"), stream);
}

TEST_F(RtmpSessions, a_publisher_whose_broadcast_is_stopped_is_sent_away) {
    auto obs = publisher();

    stage_.hub.stop(stage_.hub.find("ada")->broadcast().channel);

    EXPECT_TRUE(obs.is_let_go());
    recording_.wait_for_end();
}

TEST_F(RtmpSessions, play_of_a_channel_that_is_not_on_air_is_refused) {
    auto player = call();

    player.say(Client::play("bob"));

    EXPECT_EQ(player.status(), "NetStream.Play.StreamNotFound");
    EXPECT_TRUE(player.is_let_go());
}

TEST_F(RtmpSessions, a_stream_key_is_no_name_to_play) {
    auto obs = publisher();
    auto player = call();

    player.say(Client::play(good_key));

    EXPECT_EQ(player.status(), "NetStream.Play.StreamNotFound");
}

TEST_F(RtmpSessions, a_player_gets_the_configuration_and_then_the_newest_keyframe) {
    auto obs = publisher();
    say_header(obs);
    say_frame(obs, 0ms);
    say_frame(obs, 40ms);
    say_frame(obs, 80ms, false);
    (void)recording_.wait_for_frames(3);

    auto viewer = player("Ada");  // In either case.

    std::vector<Message> media;
    while (media.size() < 4) {
        auto message = viewer.next();
        ASSERT_TRUE(message);
        const bool is_media = message->type == video || message->type == data_amf0;
        if (is_media) media.push_back(std::move(*message));
    }
    std::erase_if(media, [](const Message& message) { return message.type == data_amf0; });
    ASSERT_GE(media.size(), 2u);
    EXPECT_TRUE(as_text(media[0].payload.bytes()).ends_with(as_text(picture_->config)));
    EXPECT_EQ(media[1].timestamp_ms, 40u);
    EXPECT_EQ(std::to_integer<int>(media[1].payload.bytes()[0]), 0x17);
    EXPECT_EQ(stage_.hub.find("ada")->viewers(), 1u);
}

TEST_F(RtmpSessions, a_player_hears_that_the_stream_has_ended) {
    auto obs = publisher();
    say_header(obs);
    say_frame(obs, 0ms);
    auto viewer = player("ada");
    while (viewer.next().value().type != video) {
    }

    obs.say(Client::command({.name = "deleteStream", .transaction_id = 4, .arguments = {{1.0}}}));

    EXPECT_EQ(viewer.status(), "NetStream.Play.UnpublishNotify");
    EXPECT_EQ(viewer.status(), "NetStream.Play.Stop");
    EXPECT_TRUE(viewer.is_let_go());
}

TEST_F(RtmpSessions, a_player_who_starts_too_often_is_refused) {
    auto obs = publisher();
    wait_before_start_ = 7s;
    auto viewer = call();

    viewer.say(Client::play("ada"));

    EXPECT_EQ(viewer.status(), "NetStream.Play.Failed");
    EXPECT_TRUE(viewer.is_let_go());
}

TEST_F(RtmpSessions, who_speaks_no_rtmp_is_let_go) {
    auto stranger = fanout::testing::Peer::of_port(server_.port());

    stranger.say(std::string("GET / HTTP/1.1\r\n\r\n") + std::string(4000, 'x'));

    EXPECT_EQ(stranger.read_to_the_end(), "");
}

class SilentRtmpSessions : public RtmpSessions {
protected:
    SilentRtmpSessions() : RtmpSessions({.ping = 20ms, .ping_timeout = 200ms}) {}
};

TEST_F(SilentRtmpSessions, a_publisher_is_asked_and_then_given_up) {
    auto obs = publisher();

    const auto asked = obs.next();
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->type, user_control);
    EXPECT_TRUE(obs.is_let_go());
    EXPECT_EQ(stage_.hub.find("ada")->status(), live::Status::reconnecting);
}

class HastyRtmpSessions : public RtmpSessions {
protected:
    HastyRtmpSessions() : RtmpSessions({.command_deadline = 300ms}) {}
};

TEST_F(HastyRtmpSessions, the_time_that_the_database_takes_is_not_the_encoders) {
    net::BlockingPool database{{.threads = 1}};
    std::latch answered{1};
    stream_rows_.before_open = [&] { return database.run([&] { answered.wait(); }); };
    auto obs = call();
    obs.say(Client::publish(good_key));

    EXPECT_TRUE(call().is_let_go());  // Who asks for nothing: by now obs would be late as well.
    answered.count_down();

    EXPECT_EQ(obs.status(), "NetStream.Publish.Start");
}

class ReplaceableRtmpSessions : public RtmpSessions {
protected:
    ReplaceableRtmpSessions() : RtmpSessions({}, {.silence_max = 0ms}) {}
};

TEST_F(ReplaceableRtmpSessions, a_publisher_that_has_been_silent_gives_way_to_another) {
    auto silent = publisher();

    auto second = publisher();

    EXPECT_TRUE(silent.is_let_go());
    say_header(second);
    say_frame(second, 0ms);
    EXPECT_EQ(recording_.wait_for_frames(1).size(), 1u);
    EXPECT_EQ(stage_.hub.find("ada")->status(), live::Status::live);
}

}  // namespace
}  // namespace freshet::rtmp
