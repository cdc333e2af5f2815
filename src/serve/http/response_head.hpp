#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

/// "Not Found"; "Unknown" for a status that has no name (RFC 9110, 15).
[[nodiscard]] std::string_view reason_phrase(unsigned status);

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(WallTime time);

/// The same read; nothing for what is not written like this.
[[nodiscard]] std::optional<WallTime> read_http_date(std::string_view text);

/// RFC 9110, 10.1.1: the whole interim answer to who waits to be invited.
inline constexpr std::string_view continue_head = "HTTP/1.1 100 Continue\r\n\r\n";

/// The current date, formatted once a second. One thread's.
class DateCache {
public:
    [[nodiscard]] std::string_view at(WallTime now);

private:
    WallTime::duration second_{-1};
    std::string text_;
};

/// What the session says beside the handler's own fields.
struct HeadFacts {
    std::string_view date;
    std::string_view request_id;
    std::optional<std::uint64_t> content_length;  // None: the status has no body (RFC 9110, 6.4.1).
    bool chunked = false;
    bool keep_alive = true;
    unsigned version_minor = 1;  // Of the request.
};

/// Appends status line, fields and the empty line. Control characters in values become spaces, so
/// that nothing that came from a peer can start a field of its own.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);

}  // namespace freshet::http
