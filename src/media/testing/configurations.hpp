#pragma once

#include <string_view>

/// Decoders' configurations as x264, x265, libaom, SVT-AV1, rav1e and ffmpeg have written them.
namespace freshet::media::testing {

inline constexpr std::string_view h264_1080p_with_scaling_lists =
    "01640028ffe1001967640028acd940780227e5c04400000fa40003a9803c60c65801000568ef8fcc03fdf8f800";
inline constexpr std::string_view h264_interlaced =
    "014d401effe10018674d401eeca05a126c0440000003004000000c87c50a658001000568fba3cb20";
inline constexpr std::string_view h264_444 =
    "01f4000cffe1001b67f4000c919b282833dc7e0220000003002000000303c1e28532c001000668ebe3c44844fff8f8"
    "00";
inline constexpr std::string_view h264_baseline =
    "0142c01effe100196742c01ed901419f9f011000000300100000030320f162e48001000568cb83cb20";

/// Without the SEI that x265 adds.
inline constexpr std::string_view hevc_1080p =
    "01016000000090000000000078f000fcfdf8f800000f03"
    "a00001001840010c01ffff016000000300900000030000030078959409"
    "a10001002b420101016000000300900000030000030078a003c0801107cb965654a4c2f0168080000003008000000c"
    "04a2000100064401c073c189";
inline constexpr std::string_view hevc_main10_high_tier =
    "01222000000090000000000078f000fcfdfafa00000f03"
    "a00001001840010c01ffff222000000300900000030000030078959409"
    "a10001002c420101222000000300900000030000030078a00a080c1f3b65959529385e02d010000003001000000301"
    "e080a2000100064401c073c189";

inline constexpr std::string_view av1_aom = "81000c000a0b000000043cfeccdaf90040";
inline constexpr std::string_view av1_svt_hdr = "81054c000a0e0000002d4cffb3c02f8509100904";
inline constexpr std::string_view av1_rav1e = "811f0c000a0e000000fa1e7f66210a88101010a0";
inline constexpr std::string_view vp9 = "01000000000b820202020000";
inline constexpr std::string_view opus = "4f70757348656164 01 02 3801 80bb0000 0000 00";

}  // namespace freshet::media::testing
