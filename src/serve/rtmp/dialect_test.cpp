#include "serve/rtmp/dialect.hpp"

#include <gtest/gtest.h>

#include "serve/fanout/testing/stage.hpp"
#include "wire/rtmp/testing/client.hpp"

namespace freshet::rtmp {
namespace {

using namespace std::chrono_literals;
using fanout::testing::make_frame;
using freshet::testing::code_of;
using freshet::testing::commands_of;

constexpr std::uint32_t chunk_size = 4096;

/// What a player makes of a dialect's bytes.
class Listener {
public:
    Listener() {
        Bytes size;
        append_be(size, chunk_size);
        Bytes message;
        append_message(message, {.type = set_chunk_size}, size, 128);
        chunks_.feed(message);
    }

    std::vector<Message> hear(ByteSpan bytes) {
        chunks_.feed(bytes);
        std::vector<Message> messages;
        while (true) {
            auto message = chunks_.next();
            EXPECT_TRUE(message);
            if (!message || !*message) return messages;
            messages.push_back(std::move(**message));
        }
    }

    std::vector<Message> hear(const std::vector<Slice>& pieces) {
        Bytes bytes;
        for (const auto& piece : pieces) append(bytes, piece.bytes());
        return hear(bytes);
    }

private:
    ChunkReader chunks_{ChunkReader::Limits{}};
};

class PlayerDialects : public ::testing::Test {
protected:
    std::unique_ptr<fanout::Dialect> dialect_ = player_dialect(chunk_size).make();
    Listener listener_;
    live::Tracks tracks_{fanout::testing::picture(), fanout::testing::sound()};
};

TEST_F(PlayerDialects, begin_with_metadata_and_all_configurations) {
    const auto preface = dialect_->for_newcomers({.tracks = tracks_, .time = 5s, .epoch = {}});

    const auto messages = listener_.hear(preface.bytes());

    ASSERT_EQ(messages.size(), 3u);
    EXPECT_EQ(messages[0].type, data_amf0);
    EXPECT_EQ(messages[0].timestamp_ms, 0u);
    EXPECT_EQ(messages[1].type, video);
    EXPECT_EQ(messages[1].timestamp_ms, 5000u);
    EXPECT_TRUE(as_text(messages[1].payload.bytes()).ends_with(as_text(tracks_.video->config)));
    EXPECT_EQ(messages[2].type, audio);
    EXPECT_TRUE(as_text(messages[2].payload.bytes()).ends_with(as_text(tracks_.audio->config)));
    for (const auto& message : messages) EXPECT_EQ(message.stream_id, media_stream_id);
}

TEST_F(PlayerDialects, say_frames_of_all_sizes_whole) {
    // Around one chunk, around what is worth copying, and many chunks.
    for (const std::size_t size : {1u, 2043u, 2048u, 2049u, 4091u, 4092u, 100'000u}) {
        const auto messages =
            listener_.hear(dialect_->frame(*make_frame({.track = tracks_.video, .size = size})));

        ASSERT_EQ(messages.size(), 1u) << size;
        EXPECT_EQ(messages[0].payload.size(), 5 + size);
        EXPECT_TRUE(as_text(messages[0].payload.bytes()).ends_with(std::string(size, 'x')));
    }
}

TEST_F(PlayerDialects, share_a_large_payload) {
    const auto frame = make_frame({.track = tracks_.video, .size = 4000});

    const auto pieces = dialect_->frame(*frame);

    ASSERT_GE(pieces.size(), 2u);
    EXPECT_EQ(pieces[1].bytes().data(), frame->payload.bytes().data());
}

TEST_F(PlayerDialects, say_time_beyond_24_bits_as_it_is) {
    // RTMP 1.0, 5.3.1.3: 16777215 ms, four hours and 40 minutes, and all beyond is extended.
    for (const auto at : {16'777'214ms, 16'777'215ms, 16'777'216ms, 100h + 0ms}) {
        const auto frame = make_frame({.track = tracks_.audio, .at = at, .size = 5000});

        const auto messages = listener_.hear(dialect_->frame(*frame));

        ASSERT_EQ(messages.size(), 1u);
        EXPECT_EQ(messages[0].type, audio);
        EXPECT_EQ(messages[0].timestamp_ms, at.count());
    }
}

TEST_F(PlayerDialects, say_a_changed_track_by_its_configuration_alone) {
    const auto messages = listener_.hear(dialect_->track(*tracks_.audio, 7s).bytes());

    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].type, audio);
    EXPECT_EQ(messages[0].timestamp_ms, 7000u);
}

TEST_F(PlayerDialects, say_goodbye_so_that_players_stop) {
    const auto messages = listener_.hear(dialect_->goodbye().bytes());

    ASSERT_EQ(messages.size(), 3u);
    EXPECT_EQ(messages[0].type, user_control);
    const auto commands = commands_of(messages);
    ASSERT_EQ(commands.size(), 2u);
    EXPECT_EQ(code_of(commands[0]), "NetStream.Play.UnpublishNotify");
    EXPECT_EQ(code_of(commands[1]), "NetStream.Play.Stop");
}

}  // namespace
}  // namespace freshet::rtmp
