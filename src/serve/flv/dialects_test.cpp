#include "serve/flv/dialects.hpp"

#include <gtest/gtest.h>

#include "serve/fanout/testing/stage.hpp"
#include "wire/flv/file_reader.hpp"

namespace freshet::flv {
namespace {

using namespace std::chrono_literals;
using fanout::testing::make_frame;
using media::testing::from_hex;

Bytes joined(const std::vector<Slice>& pieces) {
    Bytes bytes;
    for (const auto& piece : pieces) append(bytes, piece.bytes());
    return bytes;
}

Bytes bytes_of(const Slice& slice) { return {slice.bytes().begin(), slice.bytes().end()}; }

/// A keyframe of H.264 at 0x01020304 ms whose payload is "xx", and the tag that it is.
media::FramePtr small_frame() {
    return make_frame({.track = fanout::testing::picture(),
                       .at = std::chrono::milliseconds(0x01020304),
                       .size = 2});
}
// FLV 10.1, E.4.1 and E.4.3: type, size, time with its high byte last, stream 0; keyframe of AVC,
// NALU, no composition time; the payload; the back pointer.
constexpr std::string_view small_tag = "09 000007 020304 01 000000  17 01 000000  7878  00000012";

fanout::Dialect::Moment moment_of(const live::Tracks& tracks, std::chrono::milliseconds time) {
    return {.tracks = tracks, .time = time, .epoch = WallTime(1'000'000ms)};
}

std::vector<Tag> tags_of(ByteSpan file) {
    FileReader reader({});
    reader.feed(file);
    std::vector<Tag> tags;
    while (true) {
        auto tag = reader.next();
        EXPECT_TRUE(tag);
        if (!tag || !*tag) return tags;
        tags.push_back(std::move(**tag));
    }
}

TEST(PlainDialect, is_the_bare_file) {
    const auto dialect = http_plain.make();

    EXPECT_EQ(joined(dialect->frame(*small_frame())), from_hex(small_tag));
    EXPECT_TRUE(dialect->goodbye().empty());
}

TEST(ChunkedDialect, puts_each_tag_into_a_chunk_and_ends_with_the_last_one) {
    const auto dialect = http_chunked.make();

    auto expected = to_bytes("16\r\n");
    append(expected, from_hex(small_tag));
    append(expected, "\r\n");
    EXPECT_EQ(joined(dialect->frame(*small_frame())), expected);
    EXPECT_EQ(as_text(dialect->goodbye().bytes()), "0\r\n\r\n");
}

TEST(ChunkedDialect, shares_a_large_payload) {
    const auto frame = make_frame({.track = fanout::testing::picture(), .size = 100'000});

    const auto pieces = http_chunked.make()->frame(*frame);

    ASSERT_EQ(pieces.size(), 3u);
    EXPECT_EQ(pieces[1].bytes().data(), frame->payload.bytes().data());
    // 100 000 + 5 of the body's head + 15 around it.
    EXPECT_TRUE(as_text(pieces[0].bytes()).starts_with("186b4\r\n"));
    EXPECT_TRUE(as_text(pieces[2].bytes()).ends_with("\r\n"));
}

TEST(WebSocketDialect, puts_each_tag_into_a_binary_message) {
    const auto dialect = websocket.make();

    auto expected = from_hex("82 16");  // RFC 6455, 5.2: final, binary, not masked.
    append(expected, from_hex(small_tag));
    EXPECT_EQ(joined(dialect->frame(*small_frame())), expected);
}

TEST(WebSocketDialect, says_the_size_of_larger_messages_in_16_or_64_bits) {
    const auto dialect = websocket.make();
    const auto video = fanout::testing::picture();

    const auto middle = joined(dialect->frame(*make_frame({.track = video, .size = 200})));
    const auto large = joined(dialect->frame(*make_frame({.track = video, .size = 100'000})));

    const auto head = from_hex("82 7e 00dc 09");
    EXPECT_TRUE(as_text(middle).starts_with(as_text(head)));
    const auto large_head = from_hex("82 7f 00000000000186b4 09");
    EXPECT_TRUE(as_text(large).starts_with(as_text(large_head)));
    EXPECT_EQ(large.size(), 10u + 0x186b4);
}

TEST(WebSocketDialect, says_goodbye_by_a_close_frame) {
    const auto goodbye = bytes_of(websocket.make()->goodbye());

    const auto head = from_hex("88 16 03e8");  // RFC 6455, 7.4.1: 1000, with a reason.
    EXPECT_TRUE(as_text(goodbye).starts_with(as_text(head)));
    EXPECT_EQ(goodbye.size(), 2u + 0x16);
}

TEST(FlvDialects, begin_for_newcomers_as_a_file_with_all_configurations) {
    const live::Tracks tracks{fanout::testing::picture(), fanout::testing::sound()};
    const auto preface = http_plain.make()->for_newcomers(moment_of(tracks, 5s));

    EXPECT_TRUE(as_text(preface.bytes()).starts_with(std::string_view("FLV\x01\x05", 5)));
    const auto tags = tags_of(preface.bytes());
    ASSERT_EQ(tags.size(), 3u);
    EXPECT_EQ(tags[0].type, 18);
    EXPECT_EQ(tags[0].timestamp_ms, 0u);
    EXPECT_NE(as_text(tags[0].body.bytes()).find("captureEpoch"), std::string::npos);
    EXPECT_EQ(tags[1].type, 9);
    EXPECT_EQ(tags[1].timestamp_ms, 5000u);
    EXPECT_TRUE(as_text(tags[1].body.bytes()).ends_with(as_text(tracks.video->config)));
    EXPECT_EQ(tags[2].type, 8);
    EXPECT_TRUE(as_text(tags[2].body.bytes()).ends_with(as_text(tracks.audio->config)));
}

TEST(FlvDialects, repeat_the_configurations_without_the_file_header_for_who_returns) {
    const live::Tracks tracks{fanout::testing::picture(), fanout::testing::sound()};
    const auto dialect = http_plain.make();

    const auto all = dialect->for_newcomers(moment_of(tracks, 5s));
    const auto again = dialect->for_returning(moment_of(tracks, 5s));

    EXPECT_EQ(bytes_of(again), bytes_of(all.sub(13)));
}

TEST(FlvDialects, say_a_changed_track_by_its_configuration_alone) {
    const auto video = fanout::testing::picture();
    const auto dialect = http_plain.make();

    auto file = bytes_of(dialect->for_newcomers(moment_of({video, {}}, 0s)));
    append(file, dialect->track(*video, 7s).bytes());

    const auto tags = tags_of(file);
    ASSERT_EQ(tags.size(), 3u);
    EXPECT_EQ(tags[2].timestamp_ms, 7000u);
    EXPECT_EQ(bytes_of(tags[2].body), bytes_of(tags[1].body));
}

TEST(FlvDialects, say_nothing_of_a_track_that_needs_no_configuration) {
    auto mp3 = std::make_shared<media::Track>();
    mp3->codec = media::Codec::mp3;

    for (const auto* kind : {&http_chunked, &http_plain, &websocket}) {
        EXPECT_TRUE(kind->make()->track(*mp3, 0s).empty()) << kind->name;
    }
}

TEST(FlvDialects, let_time_wrap_after_32_bits_of_milliseconds) {
    const auto frame = make_frame({.track = fanout::testing::sound(), .at = 0x1'00000005ms});

    const auto bytes = joined(http_plain.make()->frame(*frame));

    EXPECT_EQ(Bytes(bytes.begin() + 4, bytes.begin() + 8), from_hex("000005 00"));
}

}  // namespace
}  // namespace freshet::flv
