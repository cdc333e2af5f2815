#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace freshet::hls {

/// What a Range header asks of a body of `size` bytes (RFC 9110, 14.1.2 and 14.2).
struct ByteRange {
    enum class Kind : unsigned char {
        whole,         // Nothing, or what may be ignored: another unit, several ranges, bad syntax.
        part,          // 206.
        unsatisfiable  // 416.
    };

    Kind kind = Kind::whole;
    std::size_t offset = 0;
    std::size_t size = 0;

    bool operator==(const ByteRange&) const = default;
};

ByteRange read_range(std::optional<std::string_view> header, std::size_t size);

}  // namespace freshet::hls
