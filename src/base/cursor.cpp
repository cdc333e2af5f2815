#include "base/cursor.hpp"

#include "base/encoding.hpp"

namespace freshet {

namespace {

constexpr std::size_t cursor_size = sizeof(std::uint64_t) + Uuid::size;

}  // namespace

std::string to_string(const Cursor& cursor) {
    Bytes bytes;
    append_be(bytes, static_cast<std::uint64_t>(cursor.at.time_since_epoch().count()));
    append(bytes, cursor.id.bytes());
    return to_base64url(bytes);
}

std::optional<Cursor> Cursor::parse(std::string_view text) {
    const auto bytes = from_base64url(text);
    if (!bytes || bytes->size() != cursor_size) return std::nullopt;
    ByteReader reader(*bytes);
    const auto milliseconds = static_cast<std::int64_t>(reader.be<8>().value());
    return Cursor{.at = WallTime(std::chrono::milliseconds(milliseconds)),
                  .id = Uuid(reader.rest().first<Uuid::size>())};
}

}  // namespace freshet
