#include "wire/flv/file_reader.hpp"

#include <utility>

#include "wire/flv/error.hpp"

namespace freshet::flv {
namespace {

constexpr std::size_t tag_head_size = 11;
constexpr std::size_t back_pointer_size = 4;
constexpr std::uint32_t header_size_min = 9;
constexpr std::uint32_t header_size_max =
    1024;  // FLV 10.1, E.2: later versions may have a longer one.

struct TagHead {
    std::uint8_t type = 0;
    std::size_t size = 0;
    std::uint32_t timestamp_ms = 0;
};

TagHead read_tag_head(ByteSpan bytes) {
    ByteReader reader(bytes);
    const auto type = *reader.u8();
    const auto size = *reader.be<3>();
    const auto low = static_cast<std::uint32_t>(*reader.be<3>());
    const auto high = std::uint32_t{*reader.u8()};
    return {.type = type, .size = size, .timestamp_ms = high << 24 | low};
}

}  // namespace

void FileReader::feed(ByteSpan input) {
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(read_));
    read_ = 0;
    append(unread_, input);
}

Result<std::optional<Tag>> FileReader::next() {
    if (!header_read_) {
        const auto read = read_file_header();
        if (!read) return std::unexpected(read.error());
        if (!*read) return std::nullopt;
    }
    ByteReader reader(ByteSpan(unread_).subspan(read_));
    const auto head_bytes = reader.take(tag_head_size);
    if (!head_bytes) return std::nullopt;
    const auto head = read_tag_head(*head_bytes);
    // FLV 10.1, E.4.1: two reserved bits, then one that says that the body is encrypted.
    if ((head.type & 0xe0) != 0) return fail(Errc::bad_tag);
    if (head.size > limits_.tag_bytes_max) return fail(Errc::tag_too_large);

    const auto body = reader.take(head.size);
    const auto back_pointer = reader.u32();
    if (!body || !back_pointer) return std::nullopt;
    // FLV 10.1, E.3. Some writers leave it 0.
    if (*back_pointer != 0 && *back_pointer != head.size + tag_head_size)
        return fail(Errc::bad_tag);
    read_ = unread_.size() - reader.left();
    return Tag{
        .type = head.type,
        .timestamp_ms = head.timestamp_ms,
        .body = Slice(Bytes(body->begin(), body->end())),
    };
}

Result<bool> FileReader::read_file_header() {
    ByteReader reader(ByteSpan(unread_).subspan(read_));
    const auto signature = reader.take(3);
    if (!signature) return false;
    if (as_text(*signature) != "FLV") return fail(Errc::not_flv);
    const auto version = reader.u8();
    const auto flags = reader.u8();
    const auto size = reader.u32();
    if (!version || !flags || !size) return false;
    if (*version != 1 || *size < header_size_min || *size > header_size_max)
        return fail(Errc::not_flv);
    if (!reader.skip(*size - header_size_min + back_pointer_size)) return false;
    read_ = unread_.size() - reader.left();
    header_read_ = true;
    return true;
}

}  // namespace freshet::flv
