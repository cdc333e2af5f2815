#include <gtest/gtest.h>

#include "wire/flv/error.hpp"
#include "wire/flv/packet.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;
using media::Codec;

struct Case {
    std::string_view hex;
    PacketKind kind;
    Codec codec;
    std::string_view payload;
};

TEST(AudioBody, is_read_in_every_dialect) {
    const Case cases[]{
        {"af 00 1210", PacketKind::sequence_start, Codec::aac, "1210"},
        {"af 01 21", PacketKind::frame, Codec::aac, "21"},
        {"a2 01", PacketKind::frame, Codec::aac, ""},
        {"2f fffb", PacketKind::frame, Codec::mp3, "fffb"},
        {"e2 fffb", PacketKind::frame, Codec::mp3, "fffb"},
        {"90 4f707573 4f70", PacketKind::sequence_start, Codec::opus, "4f70"},
        {"91 4f707573 fc", PacketKind::frame, Codec::opus, "fc"},
        {"92 4f707573", PacketKind::sequence_end, Codec::opus, ""},
        {"91 6d703461 21", PacketKind::frame, Codec::aac, "21"},
        {"91 2e6d7033 fffb", PacketKind::frame, Codec::mp3, "fffb"},
        {"97 02 0003e8 01 4f707573 fc", PacketKind::frame, Codec::opus, "fc"},
        {"95 01 4f707573 00 fc", PacketKind::frame, Codec::opus, "fc"},
        {"95 11 4f707573 00 000001 fc 01 000001 fd", PacketKind::frame, Codec::opus, "fc"},
        {"95 21 664c6143 01 000001 00 6d703461 00 000001 21", PacketKind::frame, Codec::aac, "21"},
    };

    for (const auto& [hex, kind, codec, payload] : cases) {
        const auto bytes = from_hex(hex);
        const auto packet = read_audio_body(bytes);

        ASSERT_TRUE(packet) << hex;
        EXPECT_EQ(packet->kind, kind) << hex;
        EXPECT_EQ(packet->codec, codec) << hex;
        EXPECT_TRUE(packet->keyframe) << hex;
        EXPECT_TRUE(std::ranges::equal(packet->payload, from_hex(payload))) << hex;
    }
}

TEST(AudioBody, passes_over_what_holds_no_sound) {
    for (const auto* hex :
         {"", "af 02", "94 4f707573 0102", "95 01 4f707573 07 fc", "9f 4f707573"}) {
        const auto bytes = from_hex(hex);
        const auto packet = read_audio_body(bytes);

        ASSERT_TRUE(packet) << hex;
        EXPECT_EQ(packet->kind, PacketKind::nothing) << hex;
    }
}

TEST(AudioBody, tells_time_offsets_and_other_tracks) {
    const auto bytes = from_hex("97 02 0003e8 05 11 4f707573 00 000001 fc 01 000001 fd 02 000000");
    const auto packet = read_audio_body(bytes);

    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->offset_ns, 1000u);
    EXPECT_EQ(packet->other_tracks, 2u);
}

TEST(AudioBody, refuses_codecs_that_we_do_not_carry) {
    for (const auto* hex :
         {"0f 00", "b2 00", "72 00", "91 664c6143 00", "91 61632d33 00", "91 61766331 00"}) {
        const auto bytes = from_hex(hex);
        EXPECT_EQ(read_audio_body(bytes).error(), Errc::unsupported_audio_codec) << hex;
    }
}

TEST(AudioBody, says_truncated_when_its_head_is_cut) {
    for (const auto* hex :
         {"af", "90", "91 4f7075", "97 02 00", "95", "95 01 4f70", "95 11 4f707573 00 0000"}) {
        const auto bytes = from_hex(hex);
        EXPECT_EQ(read_audio_body(bytes).error(), Errc::truncated) << hex;
    }
}

}  // namespace
}  // namespace freshet::flv
