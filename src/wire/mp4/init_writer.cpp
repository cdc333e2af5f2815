#include "wire/mp4/init_writer.hpp"

#include <array>

#include "wire/mp4/box_writer.hpp"
#include "wire/mp4/sample_entry.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::mp4 {

namespace {

using media::fourcc;
using media::Kind;
using media::Track;

void write_file_type(Bytes& out) {
    box(out, fourcc("ftyp"), [&] {
        append_be(out, fourcc("iso6"));
        append_be<4>(out, 0u);
        for (const auto brand : {fourcc("iso6"), fourcc("cmfc"), fourcc("mp41")})
            append_be(out, brand);
    });
}

void write_matrix(Bytes& out) {
    constexpr std::array<std::uint32_t, 9> unity{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
    for (const auto value : unity) append_be(out, value);
}

void write_movie_header(Bytes& out) {
    full_box(out, {.type = fourcc("mvhd")}, [&] {
        constexpr std::uint32_t scale = 1000;
        append_zeros(out, 8);  // Creation and modification time.
        append_be<4>(out, scale);
        append_be<4>(out, 0u);        // duration: the fragments say
        append_be<4>(out, 0x10000u);  // rate 1.0
        append_be<2>(out, 0x100u);    // volume 1.0
        append_zeros(out, 10);
        write_matrix(out);
        append_zeros(out, 24);
        append_be<4>(out, track_id + 1);
    });
}

void write_track_header(Bytes& out, const Track& track) {
    constexpr std::uint32_t enabled_and_in_movie = 3;
    full_box(out, {.type = fourcc("tkhd"), .flags = enabled_and_in_movie}, [&] {
        append_zeros(out, 8);
        append_be<4>(out, track_id);
        append_zeros(out, 4 + 4 + 8);
        append_be<2>(out, 0u);                                         // layer
        append_be<2>(out, 0u);                                         // alternate_group
        append_be<2>(out, track.kind() == Kind::audio ? 0x100u : 0u);  // volume
        append_be<2>(out, 0u);
        write_matrix(out);
        append_be<4>(out, track.width << 16);
        append_be<4>(out, track.height << 16);
    });
}

void write_media_header(Bytes& out, const Track& track) {
    constexpr std::uint32_t language_und = 0x55c4;  // 8.4.2.3: three letters of 5 bits.
    full_box(out, {.type = fourcc("mdhd")}, [&] {
        append_zeros(out, 8);
        append_be<4>(out, time_scale(track));
        append_be<4>(out, 0u);
        append_be<2>(out, language_und);
        append_be<2>(out, 0u);
    });
}

void write_handler(Bytes& out, Kind kind) {
    full_box(out, {.type = fourcc("hdlr")}, [&] {
        append_be<4>(out, 0u);
        append_be(out, kind == Kind::video ? fourcc("vide") : fourcc("soun"));
        append_zeros(out, 12);
        append(out, kind == Kind::video ? std::string_view("video\0", 6)
                                        : std::string_view("audio\0", 6));
    });
}

void write_data_information(Bytes& out) {
    constexpr std::uint32_t in_this_file = 1;
    box(out, fourcc("dinf"), [&] {
        full_box(out, {.type = fourcc("dref")}, [&] {
            append_be<4>(out, 1u);
            full_box(out, {.type = fourcc("url "), .flags = in_this_file}, [] {});
        });
    });
}

void write_sample_table(Bytes& out, const Track& track) {
    box(out, fourcc("stbl"), [&] {
        full_box(out, {.type = fourcc("stsd")}, [&] {
            append_be<4>(out, 1u);
            write_sample_entry(out, track);
        });
        full_box(out, {.type = fourcc("stts")}, [&] { append_be<4>(out, 0u); });
        full_box(out, {.type = fourcc("stsc")}, [&] { append_be<4>(out, 0u); });
        full_box(out, {.type = fourcc("stsz")}, [&] { append_zeros(out, 8); });
        full_box(out, {.type = fourcc("stco")}, [&] { append_be<4>(out, 0u); });
    });
}

void write_media_information(Bytes& out, const Track& track) {
    box(out, fourcc("minf"), [&] {
        if (track.kind() == Kind::video) {
            full_box(out, {.type = fourcc("vmhd"), .flags = 1}, [&] { append_zeros(out, 8); });
        } else {
            full_box(out, {.type = fourcc("smhd")}, [&] { append_zeros(out, 4); });
        }
        write_data_information(out);
        write_sample_table(out, track);
    });
}

void write_track(Bytes& out, const Track& track) {
    box(out, fourcc("trak"), [&] {
        write_track_header(out, track);
        box(out, fourcc("mdia"), [&] {
            write_media_header(out, track);
            write_handler(out, track.kind());
            write_media_information(out, track);
        });
    });
}

void write_fragment_defaults(Bytes& out) {
    box(out, fourcc("mvex"), [&] {
        full_box(out, {.type = fourcc("trex")}, [&] {
            append_be<4>(out, track_id);
            append_be<4>(out, 1u);  // default_sample_description_index
            append_zeros(out, 12);
        });
    });
}

}  // namespace

Bytes write_init(const Track& track) {
    Bytes out;
    write_file_type(out);
    box(out, fourcc("moov"), [&] {
        write_movie_header(out);
        write_track(out, track);
        write_fragment_defaults(out);
    });
    return out;
}

}  // namespace freshet::mp4
