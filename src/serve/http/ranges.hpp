#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "serve/http/message.hpp"

namespace freshet::http {

/// What a Range field asks of `size` bytes (RFC 9110, 14.1.2 and 14.2).
struct ByteRange {
    enum class Kind : unsigned char {
        whole,         // Nothing, or what may be ignored: another unit, several ranges, bad syntax.
        part,          // 206.
        unsatisfiable  // 416.
    };

    Kind kind = Kind::whole;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    bool operator==(const ByteRange&) const = default;
};

[[nodiscard]] ByteRange read_range(std::optional<std::string_view> field, std::uint64_t size);

/// Makes of the whole answer, a 200 to a GET or HEAD, what the request's conditions and its Range
/// ask for (RFC 9110, 13.2.2 and 14.2): 304, 412, 206 with Content-Range, 416, or the 200 that it
/// is. Its ETag and Last-Modified, where it has them, are what conditions are held against. The
/// body is a FileBody, or a PulledBody whose size is known; with another body only the conditions
/// count. Several ranges are answered by the whole, as the RFC allows.
void serve_ranges(const Request& request, Response& response);

}  // namespace freshet::http
