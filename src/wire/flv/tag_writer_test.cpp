#include "wire/flv/tag_writer.hpp"

#include <gtest/gtest.h>

#include "wire/amf/amf0_reader.hpp"
#include "wire/flv/packet.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;
using media::Codec;
using std::chrono::microseconds;
using std::chrono::milliseconds;

media::Frame frame_of(Codec codec, bool keyframe, media::MediaTime dts = {},
                      media::MediaTime pts = {}) {
    const auto track = std::make_shared<const media::Track>(media::Track{
        .codec = codec, .config = {}, .codec_string = {}, .sample_rate_hz = 44'100, .channels = 2});
    return {.track = track, .dts = dts, .pts = pts, .keyframe = keyframe, .payload = {}};
}

Bytes head_of(const media::Frame& frame) {
    Bytes out;
    append_body_head(out, frame);
    return out;
}

TEST(TagWriter, begins_a_stream_with_13_bytes_that_say_what_is_in_it) {
    EXPECT_EQ(file_header(true, true), from_hex("464c56 01 05 00000009 00000000"));
    EXPECT_EQ(file_header(true, false), from_hex("464c56 01 01 00000009 00000000"));
    EXPECT_EQ(file_header(false, true), from_hex("464c56 01 04 00000009 00000000"));
}

TEST(TagWriter, writes_tag_heads_with_32_bits_of_time_and_back_pointers) {
    Bytes out;

    append_tag_head(out, TagType::video, 0x010203, 0x0a0b0c0d);
    append_tag_tail(out, 0x010203);

    EXPECT_EQ(out, from_hex("09 010203 0b0c0d 0a 000000 0001020e"));
    EXPECT_EQ(out.size(), tag_head_size + tag_tail_size);
}

TEST(TagWriter, writes_heads_of_frames_in_the_form_of_each_codec) {
    EXPECT_EQ(head_of(frame_of(Codec::h264, true)), from_hex("17 01 000000"));
    EXPECT_EQ(head_of(frame_of(Codec::h264, false)), from_hex("27 01 000000"));
    EXPECT_EQ(head_of(frame_of(Codec::hevc, true)), from_hex("93 68766331"));
    EXPECT_EQ(head_of(frame_of(Codec::hevc, false)), from_hex("a3 68766331"));
    EXPECT_EQ(head_of(frame_of(Codec::av1, true)), from_hex("91 61763031"));
    EXPECT_EQ(head_of(frame_of(Codec::vp9, false)), from_hex("a1 76703039"));
    EXPECT_EQ(head_of(frame_of(Codec::aac, true)), from_hex("af 01"));
    EXPECT_EQ(head_of(frame_of(Codec::opus, true)), from_hex("91 4f707573"));
    EXPECT_EQ(head_of(frame_of(Codec::mp3, true)), from_hex("2f"));
}

TEST(TagWriter, writes_composition_times_with_their_sign) {
    EXPECT_EQ(head_of(frame_of(Codec::h264, false, milliseconds(40), milliseconds(120))),
              from_hex("27 01 000050"));
    EXPECT_EQ(head_of(frame_of(Codec::h264, false, milliseconds(120), milliseconds(40))),
              from_hex("27 01 ffffb0"));
    EXPECT_EQ(head_of(frame_of(Codec::hevc, true, milliseconds(0), milliseconds(1))),
              from_hex("91 68766331 000001"));
    EXPECT_EQ(head_of(frame_of(Codec::hevc, true, milliseconds(1), milliseconds(0))),
              from_hex("91 68766331 ffffff"));
}

TEST(TagWriter, counts_composition_times_between_whole_milliseconds) {
    const auto frame = frame_of(Codec::h264, false, microseconds(33'900), microseconds(67'100));

    EXPECT_EQ(head_of(frame), from_hex("27 01 000022")) << "67 - 33, as the tags are stamped";
}

TEST(TagWriter, keeps_composition_times_within_24_bits) {
    EXPECT_EQ(head_of(frame_of(Codec::h264, false, {}, std::chrono::hours(9))),
              from_hex("27 01 7fffff"));
    EXPECT_EQ(head_of(frame_of(Codec::h264, false, std::chrono::hours(9), {})),
              from_hex("27 01 800000"));
}

TEST(TagWriter, says_mp3_rates_and_channels_as_flv_can) {
    const auto written = [](std::uint32_t rate_hz, std::uint32_t channels) {
        media::Track track{.codec = Codec::mp3, .config = {}, .codec_string = {}};
        track.sample_rate_hz = rate_hz;
        track.channels = channels;
        return head_of({.track = std::make_shared<const media::Track>(track), .payload = {}});
    };

    EXPECT_EQ(written(48'000, 2), from_hex("2f"));
    EXPECT_EQ(written(22'050, 1), from_hex("2a"));
    EXPECT_EQ(written(11'025, 2), from_hex("27"));
    EXPECT_EQ(written(8'000, 1), from_hex("e2"));
}

TEST(TagWriter, writes_sequence_headers_in_the_form_of_each_codec) {
    const auto header_of = [](Codec codec, std::string_view config) {
        return sequence_header_body(
            {.codec = codec, .config = from_hex(config), .codec_string = {}});
    };

    EXPECT_EQ(header_of(Codec::h264, "0164"), from_hex("17 00 000000 0164"));
    EXPECT_EQ(header_of(Codec::hevc, "0102"), from_hex("90 68766331 0102"));
    EXPECT_EQ(header_of(Codec::av1, "81040c00"), from_hex("90 61763031 81040c00"));
    EXPECT_EQ(header_of(Codec::vp9, "01000000 000a82"), from_hex("90 76703039 000a82"))
        << "no box head";
    EXPECT_EQ(header_of(Codec::aac, "1210"), from_hex("af 00 1210"));
    EXPECT_EQ(header_of(Codec::opus, "4f70"), from_hex("90 4f707573 4f70"));
    EXPECT_TRUE(header_of(Codec::mp3, "").empty());
}

TEST(TagWriter, writes_heads_that_its_own_reader_understands) {
    for (const auto& row : media::codecs) {
        auto frame =
            frame_of(row.codec, row.kind == media::Kind::audio, milliseconds(10), milliseconds(20));
        auto body = head_of(frame);
        append(body, "payload");

        const auto packet =
            row.kind == media::Kind::video ? read_video_body(body) : read_audio_body(body);

        ASSERT_TRUE(packet) << row.name;
        EXPECT_EQ(packet->kind, PacketKind::frame) << row.name;
        EXPECT_EQ(packet->codec, row.codec) << row.name;
        EXPECT_EQ(packet->keyframe, frame.keyframe) << row.name;
        EXPECT_EQ(as_text(packet->payload), "payload") << row.name;
    }
}

TEST(TagWriter, describes_the_tracks_in_on_meta_data) {
    media::Track video{
        .codec = Codec::h264, .config = {}, .codec_string = {}, .width = 1280, .height = 720};
    video.frame_rate = 30;
    media::Track audio{.codec = Codec::opus, .config = {}, .codec_string = {}};
    audio.sample_rate_hz = 48'000;
    audio.channels = 2;

    const auto body = metadata_body(&video, &audio);

    amf::Amf0Reader reader(body);
    EXPECT_EQ(reader.next(), amf::Value{std::string("onMetaData")});
    const auto value = reader.next();
    ASSERT_TRUE(value && value->object());
    const auto& found = *value->object();
    EXPECT_EQ(*found.find("width"), amf::Value{1280.0});
    EXPECT_EQ(*found.find("height"), amf::Value{720.0});
    EXPECT_EQ(*found.find("framerate"), amf::Value{30.0});
    EXPECT_EQ(*found.find("videocodecid"), amf::Value{7.0});
    EXPECT_EQ(*found.find("audiocodecid"), amf::Value{static_cast<double>(media::fourcc("Opus"))});
    EXPECT_EQ(*found.find("audiosamplerate"), amf::Value{48'000.0});
    EXPECT_EQ(*found.find("audiochannels"), amf::Value{2.0});
    EXPECT_EQ(*found.find("stereo"), amf::Value{true});
    EXPECT_EQ(*found.find("encoder"), amf::Value{std::string("Freshet")});
    EXPECT_EQ(found.find("captureEpoch"), nullptr);
    EXPECT_TRUE(reader.empty());
}

TEST(TagWriter, leaves_out_of_on_meta_data_what_is_not_there) {
    const auto body = metadata_body(
        nullptr, nullptr,
        Origin{.epoch = WallTime(milliseconds(1'700'000'000'123)), .start = microseconds(5'999)});

    amf::Amf0Reader reader(body);
    ASSERT_TRUE(reader.next());
    const auto value = reader.next();
    ASSERT_TRUE(value && value->object());
    EXPECT_EQ(value->object()->properties.size(), 3u);
    EXPECT_EQ(*value->object()->find("captureEpoch"), amf::Value{1'700'000'000'123.0});
    EXPECT_EQ(*value->object()->find("captureStart"), amf::Value{5.0});
}

TEST(TagWriter, carries_whole_milliseconds_and_wraps_at_32_bits) {
    using namespace std::chrono_literals;

    EXPECT_EQ(timestamp_ms(1999us), 1u);
    EXPECT_EQ(timestamp_ms(std::chrono::milliseconds(0x1000001)), 0x1000001u);
    EXPECT_EQ(timestamp_ms(std::chrono::milliseconds(0x100000005)), 5u);
}

}  // namespace
}  // namespace freshet::flv
