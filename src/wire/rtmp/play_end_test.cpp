#include "wire/rtmp/play_end.hpp"

#include <gtest/gtest.h>

#include "wire/rtmp/chunk_reader.hpp"
#include "wire/rtmp/command.hpp"
#include "wire/rtmp/message.hpp"

namespace freshet::rtmp {
namespace {

TEST(PlayEnd, says_end_of_stream_then_unpublished_then_stopped) {
    Bytes bytes;
    append_play_end(bytes, 128);
    ChunkReader reader({});
    reader.feed(bytes);

    const auto eof = reader.next();
    ASSERT_TRUE(eof && *eof);
    EXPECT_EQ((*eof)->type, user_control);
    EXPECT_EQ(ByteReader((*eof)->payload.bytes()).u16(), 1);

    for (const auto* code : {"NetStream.Play.UnpublishNotify", "NetStream.Play.Stop"}) {
        const auto status = reader.next();
        ASSERT_TRUE(status && *status);
        EXPECT_EQ((*status)->stream_id, media_stream_id);
        EXPECT_NE(as_text((*status)->payload.bytes()).find(code), std::string_view::npos) << code;
    }
}

}  // namespace
}  // namespace freshet::rtmp
