#include "serve/http/ranges.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "base/names.hpp"
#include "serve/http/response_head.hpp"

namespace freshet::http {

namespace {

/// The whole text as a decimal number without a sign.
std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool is_weak(std::string_view tag) { return tag.starts_with("W/"); }

std::string_view opaque(std::string_view tag) { return is_weak(tag) ? tag.substr(2) : tag; }

/// Takes the next entity tag off a list (RFC 9110, 8.8.3); empty when there is none.
std::string_view take_tag(std::string_view& list) {
    list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
    const auto open = list.find('"');
    if (open == std::string_view::npos) return {};
    const auto close = list.find('"', open + 1);
    if (close == std::string_view::npos) return {};
    const auto tag = list.substr(0, close + 1);
    list.remove_prefix(tag.size());
    return tag;
}

/// Whether a list, or '*', names what is there now. RFC 9110, 8.8.3.2: a strong comparison takes no
/// weak tag.
bool names(std::string_view list, std::optional<std::string_view> current, bool strong) {
    if (trim_ascii(list) == "*") return true;
    if (!current || (strong && is_weak(*current))) return false;
    while (true) {
        const auto tag = take_tag(list);
        if (tag.empty()) return false;
        if (strong && is_weak(tag)) continue;
        if (opaque(tag) == opaque(*current)) return true;
    }
}

std::optional<WallTime> date_of(const Headers& headers, std::string_view name) {
    const auto field = headers.get(name);
    return field ? read_http_date(*field) : std::nullopt;
}

/// 304, 412, or nothing to say (RFC 9110, 13.2.2).
std::optional<unsigned> judge_conditions(const Headers& asked, const Headers& current) {
    const auto tag = current.get("ETag");
    const auto modified = date_of(current, "Last-Modified");
    if (const auto match = asked.get("If-Match")) {
        if (!names(*match, tag, true)) return 412;
    } else if (const auto since = date_of(asked, "If-Unmodified-Since"); since && modified) {
        if (*modified > *since) return 412;
    }
    if (const auto none_match = asked.get("If-None-Match")) {
        if (names(*none_match, tag, false)) return 304;
    } else if (const auto since = date_of(asked, "If-Modified-Since"); since && modified) {
        if (*modified <= *since) return 304;
    }
    return std::nullopt;
}

/// RFC 9110, 13.1.5: the part fits what the client has, by a strong validator.
bool may_be_part(const Headers& asked, const Headers& current) {
    const auto condition = asked.get("If-Range");
    if (!condition) return true;
    if (condition->find('"') != std::string_view::npos)
        return trim_ascii(*condition) != "*" && names(*condition, current.get("ETag"), true);
    const auto since = read_http_date(*condition);
    return since && since == date_of(current, "Last-Modified");
}

std::optional<std::uint64_t> whole_size(const Body& body) {
    if (const auto* file = std::get_if<FileBody>(&body)) return file->size;
    if (const auto* pulled = std::get_if<PulledBody>(&body)) return pulled->size;
    return std::nullopt;
}

void narrow(Body& body, const ByteRange& range) {
    if (auto* file = std::get_if<FileBody>(&body)) {
        file->offset += static_cast<std::size_t>(range.offset);
        file->size = static_cast<std::size_t>(range.size);
    }
    if (auto* pulled = std::get_if<PulledBody>(&body)) {
        pulled->offset += range.offset;
        pulled->size = range.size;
    }
}

/// An answer without the body that it was to have. A refusal is not to be kept as that body is.
void empty(Response& response, unsigned status) {
    response.status = status;
    response.body = {};
    response.headers.remove("Content-Type");
    response.headers.remove("Content-Disposition");
    if (status == 304) return;
    response.headers.set("Cache-Control", "no-store");
    response.headers.remove("ETag");
    response.headers.remove("Last-Modified");
}

}  // namespace

ByteRange read_range(std::optional<std::string_view> field, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    const ByteRange whole{.size = size};
    if (!field || !Headers::same_name(field->substr(0, unit.size()), unit)) return whole;
    const auto text = field->substr(unit.size());
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return whole;
    const auto first = read_number(text.substr(0, dash));
    const auto last = read_number(text.substr(dash + 1));
    const bool is_open = dash + 1 == text.size();

    if (dash == 0) {  // The last so many bytes.
        if (!last) return whole;
        if (*last == 0 || size == 0) return {.kind = ByteRange::Kind::unsatisfiable};
        const auto count = std::min(*last, size);
        return {.kind = ByteRange::Kind::part, .offset = size - count, .size = count};
    }
    if (!first || !(last || is_open) || (last && *last < *first)) return whole;
    if (*first >= size) return {.kind = ByteRange::Kind::unsatisfiable};
    const auto end = last ? std::min(*last, size - 1) + 1 : size;
    return {.kind = ByteRange::Kind::part, .offset = *first, .size = end - *first};
}

void serve_ranges(const Request& request, Response& response) {
    if (response.status != 200) return;
    if (const auto status = judge_conditions(request.headers, response.headers))
        return empty(response, *status);

    const auto size = whole_size(response.body);
    if (!size) return;
    response.headers.set("Accept-Ranges", "bytes");
    // RFC 9110, 14.2: for another method than GET there are no ranges.
    if (request.method != Method::get || !may_be_part(request.headers, response.headers)) return;
    const auto range = read_range(request.headers.get("Range"), *size);
    if (range.kind == ByteRange::Kind::whole) return;
    if (range.kind == ByteRange::Kind::unsatisfiable) {
        empty(response, 416);
        response.headers.set("Content-Range", fmt::format("bytes */{}", *size));
        return;
    }
    narrow(response.body, range);
    response.status = 206;
    response.headers.set("Content-Range", fmt::format("bytes {}-{}/{}", range.offset,
                                                      range.offset + range.size - 1, *size));
}

}  // namespace freshet::http
