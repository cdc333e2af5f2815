#include <gtest/gtest.h>

#include "wire/flv/error.hpp"
#include "wire/flv/packet.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;
using media::Codec;

/// A body kept alive beside what was read from it.
struct Body {
    explicit Body(std::string_view hex) : bytes(from_hex(hex)), packet(read_video_body(bytes)) {}

    [[nodiscard]] Bytes payload() const { return {packet->payload.begin(), packet->payload.end()}; }

    Bytes bytes;
    Result<Packet> packet;
};

TEST(VideoBody, reads_legacy_headers_frames_and_ends) {
    const Body header("17 00 000000 0164");
    const Body key("17 01 000050 aabb");
    const Body inter("27 01 ffffb0 cc");
    const Body end("17 02 000000");

    EXPECT_EQ(header.packet->kind, PacketKind::sequence_start);
    EXPECT_EQ(header.payload(), from_hex("0164"));
    EXPECT_EQ(key.packet->kind, PacketKind::frame);
    EXPECT_EQ(key.packet->codec, Codec::h264);
    EXPECT_TRUE(key.packet->keyframe);
    EXPECT_EQ(key.packet->composition_ms, 80);
    EXPECT_EQ(key.payload(), from_hex("aabb"));
    EXPECT_FALSE(inter.packet->keyframe);
    EXPECT_EQ(inter.packet->composition_ms, -80);
    EXPECT_EQ(end.packet->kind, PacketKind::sequence_end);
}

TEST(VideoBody, reads_hevc_under_the_number_that_encoders_made_up) {
    const Body key("1c 01 000001 aa");

    EXPECT_EQ(key.packet->codec, Codec::hevc);
    EXPECT_EQ(key.packet->composition_ms, 1);
}

TEST(VideoBody, reads_enhanced_packets_of_each_codec) {
    struct Case {
        std::string_view hex;
        PacketKind kind;
        Codec codec;
        bool keyframe;
        std::int32_t composition_ms;
        std::string_view payload;
    };
    const Case cases[]{
        {"90 68766331 0102", PacketKind::sequence_start, Codec::hevc, true, 0, "0102"},
        {"91 68766331 000010 aa", PacketKind::frame, Codec::hevc, true, 16, "aa"},
        {"a1 68766331 fffff0 aa", PacketKind::frame, Codec::hevc, false, -16, "aa"},
        {"93 68766331 aa", PacketKind::frame, Codec::hevc, true, 0, "aa"},
        {"a1 61766331 000010 aa", PacketKind::frame, Codec::h264, false, 16, "aa"},
        {"91 61763031 000010", PacketKind::frame, Codec::av1, true, 0, "000010"},
        {"a1 76703039 000010", PacketKind::frame, Codec::vp9, false, 0, "000010"},
        {"95 61763031 80", PacketKind::ts_sequence_start, Codec::av1, true, 0, "80"},
        {"92 61763031", PacketKind::sequence_end, Codec::av1, true, 0, ""},
        {"91 68766331", PacketKind::frame, Codec::hevc, true, 0, ""},
    };

    for (const auto& [hex, kind, codec, keyframe, composition_ms, payload] : cases) {
        const Body body(hex);

        ASSERT_TRUE(body.packet) << hex;
        EXPECT_EQ(body.packet->kind, kind) << hex;
        EXPECT_EQ(body.packet->codec, codec) << hex;
        EXPECT_EQ(body.packet->keyframe, keyframe) << hex;
        EXPECT_EQ(body.packet->composition_ms, composition_ms) << hex;
        EXPECT_EQ(body.payload(), from_hex(payload)) << hex;
    }
}

TEST(VideoBody, passes_over_what_holds_no_picture) {
    for (const auto* hex : {"", "57 00", "d0 00", "94 61763031 02", "95 68766331 00",
                            "17 03 000000", "9a 68766331"}) {
        const Body body(hex);

        ASSERT_TRUE(body.packet) << hex;
        EXPECT_EQ(body.packet->kind, PacketKind::nothing) << hex;
    }
}

TEST(VideoBody, reads_time_offsets_in_front_of_a_packet) {
    const Body one("97 02 0f423f 01 61763031 aa");
    const Body two("97 02 000001 07 00 aa 11 61763031 bb");

    EXPECT_EQ(one.packet->offset_ns, 999'999u);
    EXPECT_EQ(one.packet->kind, PacketKind::frame);
    EXPECT_EQ(one.payload(), from_hex("aa"));
    EXPECT_EQ(two.packet->offset_ns, 1u) << "an unknown extension is passed over";
    EXPECT_EQ(two.payload(), from_hex("bb"));
}

TEST(VideoBody, reads_extensions_of_more_than_255_bytes_and_ignores_offsets_out_of_range) {
    Bytes bytes = from_hex("97 ff 012b");
    append(bytes, Bytes(300, std::byte{0xff}));
    append(bytes, from_hex("03 68766331 aa"));

    const auto packet = read_video_body(bytes);

    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->offset_ns, 0u);
    EXPECT_EQ(packet->payload.size(), 1u);
}

TEST(VideoBody, takes_track_0_of_every_multitrack_form) {
    const Body one("96 01 61763031 00 aa");
    const Body many("96 11 61763031 01 000002 bbbb 00 000001 aa");
    const Body codecs("96 21 68766331 01 000004 00000000 61766331 00 000004 000005 aa");

    EXPECT_EQ(one.payload(), from_hex("aa"));
    EXPECT_EQ(one.packet->other_tracks, 0u);
    EXPECT_EQ(many.payload(), from_hex("aa"));
    EXPECT_EQ(many.packet->codec, Codec::av1);
    EXPECT_EQ(many.packet->other_tracks, 1u);
    EXPECT_EQ(codecs.payload(), from_hex("aa"));
    EXPECT_EQ(codecs.packet->codec, Codec::h264);
    EXPECT_EQ(codecs.packet->composition_ms, 5);
}

TEST(VideoBody, passes_over_other_tracks_whatever_their_codec) {
    const Body alone("96 01 78787878 05 aa");
    const Body beside("96 21 78787878 01 000001 bb 61763031 00 000001 aa");

    EXPECT_EQ(alone.packet->kind, PacketKind::nothing);
    EXPECT_EQ(alone.packet->other_tracks, 1u);
    EXPECT_EQ(beside.payload(), from_hex("aa"));
}

TEST(VideoBody, refuses_codecs_that_we_do_not_carry) {
    EXPECT_EQ(Body("12 00").packet.error(), Errc::unsupported_video_codec) << "Sorenson";
    EXPECT_EQ(Body("14 00").packet.error(), Errc::unsupported_video_codec) << "VP6";
    EXPECT_EQ(Body("91 76703038 00").packet.error(), Errc::unsupported_video_codec) << "VP8";
    EXPECT_EQ(Body("91 6d703461 00").packet.error(), Errc::unsupported_video_codec)
        << "AAC as video";
}

TEST(VideoBody, says_truncated_wherever_it_is_cut) {
    const std::string_view whole[]{"17 01 000000",
                                   "91 68766331 000001",
                                   "97 02 000001 01 61763031",
                                   "96 01 61763031 00",
                                   "96 11 61763031 00 000001 aa",
                                   "96 21 61763031 00 000001 aa",
                                   "97 ff 0000 ff 03 61763031"};
    for (const auto hex : whole) {
        const auto bytes = from_hex(hex);
        ASSERT_TRUE(read_video_body(bytes)) << hex;
        for (std::size_t size = 1; size < bytes.size(); ++size) {
            const auto packet = read_video_body(ByteSpan(bytes).first(size));

            const bool is_bare_head =
                packet && packet->payload.empty() && packet->kind != PacketKind::nothing;
            const bool is_empty_list = packet && packet->kind == PacketKind::nothing;
            if (!packet)
                EXPECT_EQ(packet.error(), Errc::truncated) << hex << " at " << size;
            else
                EXPECT_TRUE(is_bare_head || is_empty_list) << hex << " at " << size;
        }
    }
}

}  // namespace
}  // namespace freshet::flv
