#include "wire/flv/demuxer.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "media/error.hpp"
#include "wire/amf/amf0_writer.hpp"
#include "wire/flv/error.hpp"
#include "wire/flv/file_reader.hpp"
#include "wire/flv/tag_writer.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;
using media::Codec;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::string_view aac_header = "af 00 1210";
constexpr std::string_view aac_other_header = "af 00 1190";

class DemuxerTest : public ::testing::Test {
protected:
    std::vector<media::FramePtr> video(std::string_view hex, std::uint32_t timestamp_ms = 0) {
        return taken(demuxer.push_video(timestamp_ms, Slice(from_hex(hex))));
    }

    std::vector<media::FramePtr> audio(std::string_view hex, std::uint32_t timestamp_ms = 0) {
        return taken(demuxer.push_audio(timestamp_ms, Slice(from_hex(hex))));
    }

    std::vector<media::FramePtr> taken(Result<std::vector<media::FramePtr>> frames) {
        if (!frames) error = frames.error();
        return frames.value_or(std::vector<media::FramePtr>());
    }

    Demuxer demuxer{media::Timeline(media::MediaTime(0))};
    ErrorCode error;
};

TEST_F(DemuxerTest, makes_a_track_of_a_sequence_header_and_frames_of_what_follows) {
    EXPECT_TRUE(audio(aac_header).empty());
    const auto frames = audio("af 01 2122", 100);

    ASSERT_EQ(frames.size(), 1u);
    EXPECT_EQ(frames[0]->track, demuxer.audio());
    EXPECT_EQ(frames[0]->track->codec, Codec::aac);
    EXPECT_EQ(frames[0]->track->sample_rate_hz, 44'100u);
    EXPECT_TRUE(frames[0]->keyframe);
    EXPECT_TRUE(std::ranges::equal(frames[0]->payload.bytes(), from_hex("2122")));
    EXPECT_FALSE(error);
}

TEST_F(DemuxerTest, shares_the_memory_of_the_message) {
    audio(aac_header);
    const Slice body(from_hex("af 01 2122"));

    const auto frames = demuxer.push_audio(0, body);

    ASSERT_TRUE(frames);
    EXPECT_EQ(frames->at(0)->payload.bytes().data(), body.bytes().data() + 2);
}

TEST_F(DemuxerTest, keeps_the_track_when_its_header_is_repeated) {
    audio(aac_header);
    const auto before = demuxer.audio();
    audio(aac_header);
    EXPECT_EQ(demuxer.audio(), before);

    audio(aac_other_header);
    EXPECT_NE(demuxer.audio(), before);
    EXPECT_EQ(demuxer.audio()->sample_rate_hz, 48'000u);
}

TEST_F(DemuxerTest, drops_and_counts_frames_before_their_header_or_of_another_codec) {
    EXPECT_TRUE(audio("af 01 2122").empty());
    EXPECT_TRUE(video("17 01 000000 aa").empty());
    audio(aac_header);
    EXPECT_TRUE(audio("91 4f707573 fc").empty());

    EXPECT_EQ(demuxer.dropped().before_header, 3u);
    EXPECT_FALSE(error);
}

TEST_F(DemuxerTest, lives_through_what_encoders_send_by_mistake) {
    audio(aac_header);
    for (const auto* hex : {"", "17", "17 01 000000", "17 02 000000", "17 00 000000", "27 01"})
        video(hex);
    for (const auto* hex : {"", "af", "af 00", "af 01"}) audio(hex);

    EXPECT_FALSE(error);
    EXPECT_EQ(audio("af 01 21").size(), 1u);
    EXPECT_EQ(demuxer.dropped().empty, 2u);
    EXPECT_EQ(demuxer.dropped().malformed, 3u);
}

TEST_F(DemuxerTest, says_which_codec_it_cannot_take) {
    video("12 00");
    EXPECT_EQ(error, Errc::unsupported_video_codec);
    audio("b2 00");
    EXPECT_EQ(error, Errc::unsupported_audio_codec);
}

TEST_F(DemuxerTest, refuses_a_header_that_is_no_configuration) {
    video("17 00 000000 ff");

    EXPECT_EQ(error.category(), make_error_code(media::Errc::malformed).category());
    EXPECT_EQ(demuxer.video(), nullptr);
}

TEST_F(DemuxerTest, shows_frames_at_their_composition_time) {
    video("90 61763031 81040c00");
    const auto plain = video("91 61763031 aa", 40);
    const auto offset = video("a7 02 0f423f 01 61763031 aa", 80);

    ASSERT_EQ(plain.size() + offset.size(), 2u) << error.message();
    EXPECT_EQ(plain[0]->pts, plain[0]->dts);
    EXPECT_EQ(offset[0]->pts - offset[0]->dts, microseconds(999));
    EXPECT_EQ(offset[0]->dts - plain[0]->dts, milliseconds(40));
    EXPECT_TRUE(plain[0]->keyframe);
    EXPECT_FALSE(offset[0]->keyframe);
}

TEST_F(DemuxerTest, reads_the_av1_descriptor_of_mpeg_2_ts) {
    video("95 61763031 8004 81040cd0");

    ASSERT_NE(demuxer.video(), nullptr) << error.message();
    EXPECT_EQ(demuxer.video()->config, from_hex("81040c10")) << "without the two bits of colour";
}

TEST_F(DemuxerTest, makes_mp3_tracks_of_frames) {
    const auto first = audio("2f fffb9064 00");
    const auto second = audio("2f fffb9064 00", 26);
    const auto slower = audio("2e fff390c4 00", 52);

    ASSERT_EQ(first.size() + second.size() + slower.size(), 3u);
    EXPECT_EQ(first[0]->track->codec, Codec::mp3);
    EXPECT_EQ(first[0]->track->sample_rate_hz, 44'100u);
    EXPECT_EQ(second[0]->track, first[0]->track);
    EXPECT_NE(slower[0]->track, first[0]->track);
    EXPECT_EQ(slower[0]->track->sample_rate_hz, 22'050u);
}

TEST_F(DemuxerTest, drops_mp3_frames_until_one_can_be_read) {
    EXPECT_TRUE(audio("2f 0000").empty());
    EXPECT_TRUE(audio("90 2e6d7033").empty()) << "a header for what has none";
    EXPECT_EQ(audio("91 2e6d7033 fffb9064 00").size(), 1u);
    EXPECT_FALSE(error);
}

TEST_F(DemuxerTest, learns_the_size_of_vp9_from_its_keyframes) {
    video("90 76703039 01000000 000a820101010000");
    const auto unknown = video("a1 76703039 86");
    const auto known = video("91 76703039 8249834200 07f0 04 70");

    ASSERT_EQ(unknown.size() + known.size(), 2u) << error.message();
    EXPECT_EQ(unknown[0]->track->width, 0u);
    EXPECT_GT(known[0]->track->width, 0u);
    EXPECT_EQ(known[0]->track, demuxer.video());
    video("90 76703039 01000000 000a820101010000");
    EXPECT_EQ(known[0]->track, demuxer.video()) << "the header again changes nothing";
}

TEST_F(DemuxerTest, counts_tracks_that_it_does_not_take) {
    audio("95 10 4f707573 00 000013 4f707573486561640102380180bb0000000000 01 000000");
    const auto frames = audio("95 11 4f707573 00 000001 fc 01 000001 fd");

    ASSERT_EQ(frames.size(), 1u);
    EXPECT_TRUE(std::ranges::equal(frames[0]->payload.bytes(), from_hex("fc")));
    EXPECT_EQ(demuxer.dropped().other_tracks, 2u);
}

TEST_F(DemuxerTest, keeps_frame_rate_and_encoder_of_metadata) {
    Bytes script;
    amf::append_amf0(script, "@setDataFrame");
    amf::append_amf0(script, "onMetaData");
    amf::append_amf0_ecma_array(script,
                                {{{"framerate", {25.0}}, {"encoder", {std::string("obs")}}}});

    demuxer.push_metadata(script);
    video("90 61763031 81040c00");

    EXPECT_EQ(demuxer.encoder(), "obs");
    EXPECT_EQ(demuxer.video()->frame_rate, 25.0);
}

TEST_F(DemuxerTest, passes_over_metadata_that_makes_no_sense) {
    Bytes wild;
    amf::append_amf0(wild,
                     amf::Object{{{"framerate", {-1e300}}, {"encoder", {std::string(5000, 'x')}}}});
    demuxer.push_metadata(wild);
    demuxer.push_metadata(from_hex("ff"));
    demuxer.push_metadata({});
    video("90 61763031 81040c00");

    EXPECT_EQ(demuxer.video()->frame_rate, 0.0);
    EXPECT_EQ(demuxer.encoder().size(), 200u);
    EXPECT_EQ(demuxer.dropped().malformed, 1u);
}

// What ffmpeg 5.1 writes: 1.5 s of 64x48 H.264 with B-frames, and AAC.
TEST_F(DemuxerTest, reads_a_real_file_and_writes_it_again_byte_by_byte) {
    std::ifstream file(FRESHET_SOURCE_DIR "/tests/fuzz/corpus/flv_file/ffmpeg_h264_aac",
                       std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    FileReader reader({});
    reader.feed(as_bytes(text).subspan(1));  // The first byte tells the fuzz target how to cut.

    std::size_t frames = 0;
    bool reordered = false;
    while (true) {
        const auto tag = reader.next();
        ASSERT_TRUE(tag) << tag.error().message();
        if (!*tag) break;
        const auto& [type, timestamp_ms, body] = **tag;
        if (type == static_cast<std::uint8_t>(TagType::script)) demuxer.push_metadata(body.bytes());
        const bool is_video = type == static_cast<std::uint8_t>(TagType::video);
        if (!is_video && type != static_cast<std::uint8_t>(TagType::audio)) continue;

        const auto made = taken(is_video ? demuxer.push_video(timestamp_ms, body)
                                         : demuxer.push_audio(timestamp_ms, body));
        for (const auto& frame : made) {
            Bytes again;
            append_body_head(again, *frame);
            append(again, frame->payload.bytes());
            auto expected = Bytes(body.bytes().begin(), body.bytes().end());
            if (!is_video)
                expected[0] = std::byte{0xaf};  // ffmpeg says mono there; it is of no meaning.
            EXPECT_EQ(again, expected);
            EXPECT_EQ(frame->dts, milliseconds(timestamp_ms));
            reordered = reordered || frame->pts != frame->dts;
            ++frames;
        }
    }

    EXPECT_FALSE(error) << error.message();
    EXPECT_GT(frames, 70u);
    EXPECT_TRUE(reordered);
    EXPECT_EQ(
        demuxer.dropped().before_header + demuxer.dropped().malformed + demuxer.dropped().empty,
        0u);
    ASSERT_TRUE(demuxer.video() && demuxer.audio());
    EXPECT_EQ(demuxer.video()->width, 64u);
    EXPECT_EQ(demuxer.video()->height, 48u);
    EXPECT_EQ(demuxer.audio()->channels, 1u);
    EXPECT_TRUE(demuxer.encoder().starts_with("Lavf"));
}

}  // namespace
}  // namespace freshet::flv
