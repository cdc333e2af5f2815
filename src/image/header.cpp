#include "image/header.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "image/error.hpp"

namespace freshet::image {

namespace {

using namespace std::string_view_literals;

std::uint64_t little_endian(ByteSpan bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        number = number << 8 | std::to_integer<std::uint64_t>(bytes[i]);
    }
    return number;
}

std::uint64_t big_endian(ByteSpan bytes) {
    std::uint64_t number = 0;
    for (const auto byte : bytes) number = number << 8 | std::to_integer<std::uint64_t>(byte);
    return number;
}

bool begins_with(ByteSpan file, std::string_view magic) { return as_text(file).starts_with(magic); }

Result<Header> sized(Format format, std::uint64_t width, std::uint64_t height) {
    if (width == 0 || height == 0) return fail(Errc::malformed);
    return Header{.format = format,
                  .size = {.width = static_cast<std::uint32_t>(width),
                           .height = static_cast<std::uint32_t>(height)}};
}

/// Which way up a camera was held, from the TIFF structure in an Exif segment (Exif 2.3, 4.5.4). 1
/// when it does not say, or does not say it well.
std::uint8_t orientation_of(ByteSpan exif) {
    constexpr std::size_t entry_size = 12;
    constexpr std::uint64_t orientation_tag = 0x0112;
    constexpr std::uint64_t short_type = 3;
    constexpr auto prefix = "Exif\0\0"sv;
    if (!begins_with(exif, prefix)) return 1;
    const auto tiff = exif.subspan(prefix.size());
    const bool is_little = begins_with(tiff, "II*\0"sv);
    if (tiff.size() < 8 || (!is_little && !begins_with(tiff, "MM\0*"sv))) return 1;
    const auto number = [&](ByteSpan bytes) {
        return is_little ? little_endian(bytes) : big_endian(bytes);
    };

    const auto directory_at = number(tiff.subspan(4, 4));
    if (directory_at + 2 > tiff.size()) return 1;
    const auto directory = tiff.subspan(directory_at);
    const auto count = number(directory.first(2));
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = 2 + i * entry_size;
        if (at + entry_size > directory.size()) return 1;
        const auto entry = directory.subspan(at, entry_size);
        if (number(entry.first(2)) != orientation_tag) continue;
        const auto value = number(entry.subspan(8, 2));
        const bool is_one = number(entry.subspan(2, 2)) == short_type && value >= 1 && value <= 8;
        return is_one ? static_cast<std::uint8_t>(value) : std::uint8_t{1};
    }
    return 1;
}

/// ITU-T T.81, table B.1: those that begin a frame, which says how large it is.
bool is_start_of_frame(std::uint8_t marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

Result<Header> read_jpeg(ByteSpan file) {
    constexpr std::uint8_t app1 = 0xe1;
    constexpr std::uint8_t start_of_scan = 0xda;
    ByteReader reader(file.subspan(2));
    std::uint8_t orientation = 1;
    while (true) {
        auto marker = reader.u8();
        if (!marker || *marker != 0xff) return fail(Errc::malformed);
        while (marker == 0xff) marker = reader.u8();  // Fill bytes (T.81, B.1.1.2).
        const auto length = reader.u16();
        if (!marker || !length || *length < 2 || *marker == start_of_scan)
            return fail(Errc::malformed);
        const auto segment = reader.take(*length - 2u);
        if (!segment) return fail(Errc::malformed);
        if (*marker == app1 && orientation == 1) orientation = orientation_of(*segment);
        if (!is_start_of_frame(*marker)) continue;
        if (segment->size() < 5) return fail(Errc::malformed);
        auto header = sized(Format::jpeg, big_endian(segment->subspan(3, 2)),
                            big_endian(segment->subspan(1, 2)));
        if (header) header->orientation = orientation;
        return header;
    }
}

/// PNG (ISO 15948), 11.2.2: IHDR comes first.
Result<Header> read_png(ByteSpan file) {
    if (file.size() < 24 || as_text(file.subspan(12, 4)) != "IHDR") return fail(Errc::malformed);
    const auto width = big_endian(file.subspan(16, 4));
    const auto height = big_endian(file.subspan(20, 4));
    if (width > 0x7fffffff || height > 0x7fffffff) return fail(Errc::malformed);
    return sized(Format::png, width, height);
}

/// GIF89a, 18: the logical screen.
Result<Header> read_gif(ByteSpan file) {
    if (file.size() < 10) return fail(Errc::malformed);
    return sized(Format::gif, little_endian(file.subspan(6, 2)), little_endian(file.subspan(8, 2)));
}

/// RFC 9649, 2.4 to 2.7: the first chunk says how large the picture is, each kind in its own way.
Result<Header> read_webp(ByteSpan file) {
    if (file.size() < 30) return fail(Errc::malformed);
    const auto kind = as_text(file.subspan(12, 4));
    if (kind == "VP8X") {
        return sized(Format::webp, 1 + little_endian(file.subspan(24, 3)),
                     1 + little_endian(file.subspan(27, 3)));
    }
    if (kind == "VP8L" && file[20] == std::byte{0x2f}) {
        const auto bits = little_endian(file.subspan(21, 4));
        return sized(Format::webp, 1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
    }
    // RFC 6386, 9.1: the start code, then 14 bits each.
    if (kind == "VP8 " && as_text(file.subspan(23, 3)) == "\x9d\x01\x2a") {
        return sized(Format::webp, little_endian(file.subspan(26, 2)) & 0x3fff,
                     little_endian(file.subspan(28, 2)) & 0x3fff);
    }
    return fail(Errc::malformed);
}

}  // namespace

Result<Header> read_header(ByteSpan file) {
    if (begins_with(file, "\xff\xd8\xff"sv)) return read_jpeg(file);
    if (begins_with(file, "\x89PNG\r\n\x1a\n"sv)) return read_png(file);
    if (begins_with(file, "GIF87a"sv) || begins_with(file, "GIF89a"sv)) return read_gif(file);
    if (begins_with(file, "RIFF"sv) && as_text(file).substr(0, 12).ends_with("WEBP"))
        return read_webp(file);
    return fail(Errc::unknown_format);
}

}  // namespace freshet::image
