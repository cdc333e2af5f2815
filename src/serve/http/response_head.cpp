#include "serve/http/response_head.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace freshet::http {

namespace {

constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_sessions_own(std::string_view name) {
    return Headers::same_name(name, "Content-Length") || Headers::same_name(name, "Connection") ||
           Headers::same_name(name, "Date") || Headers::same_name(name, "Server");
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    out += "\r\n";
}

}  // namespace

std::string_view reason_phrase(unsigned status) {
    switch (status) {
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 423: return "Locked";
        case 426: return "Upgrade Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 460: return "Checksum Mismatch";  // tus 1.0.0, Checksum.
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "Unknown";
    }
}

std::string http_date(WallTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
        clock.seconds().count());
}

std::optional<WallTime> read_http_date(std::string_view text) {
    constexpr std::size_t size = 29;
    if (text.size() != size) return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    const auto month = std::ranges::find(months, text.substr(8, 3)) - months.begin();
    const std::chrono::year_month_day date(std::chrono::year(number(12, 4)),
                                           std::chrono::month(static_cast<unsigned>(month + 1)),
                                           std::chrono::day(static_cast<unsigned>(number(5, 2))));
    if (!date.ok()) return std::nullopt;
    const WallTime time = std::chrono::sys_days(date) + std::chrono::hours(number(17, 2)) +
                          std::chrono::minutes(number(20, 2)) + std::chrono::seconds(number(23, 2));
    // What was no digit, or no date, is written otherwise.
    return http_date(time) == text ? std::optional(time) : std::nullopt;
}

std::string_view DateCache::at(WallTime now) {
    const WallTime::duration second =
        std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    if (second != second_) {
        second_ = second;
        text_ = http_date(now);
    }
    return text_;
}

void append_head(std::string& out, const Response& response, const HeadFacts& facts) {
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                   reason_phrase(response.status));
    append_field(out, "Server", "freshet");
    append_field(out, "Date", facts.date);
    append_field(out, "X-Request-Id", facts.request_id);
    if (facts.content_length) {
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *facts.content_length);
    }
    if (facts.chunked) append_field(out, "Transfer-Encoding", "chunked");
    if (!facts.keep_alive) append_field(out, "Connection", "close");
    if (facts.keep_alive && facts.version_minor == 0) append_field(out, "Connection", "keep-alive");

    for (std::size_t i = 0; i < response.headers.size(); ++i) {
        const auto [name, value] = response.headers.at(i);
        if (!is_sessions_own(name)) append_field(out, name, value);
    }
    out += "\r\n";
}

}  // namespace freshet::http
