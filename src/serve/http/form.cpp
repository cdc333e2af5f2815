#include "serve/http/form.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/names.hpp"
#include "serve/http/error.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

namespace {

constexpr std::size_t parts_max = 32;
constexpr std::size_t head_bytes_max = 4096;
constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046, 5.1.1.

/// The value of a parameter behind the first ';' of a field: a token, or between quotes. Nothing
/// when there is none. A quoted value ends at the next quote: browsers escape those that are in it
/// as %22 (HTML Standard, 4.10.21.8).
std::optional<std::string_view> parameter(std::string_view field, std::string_view wanted) {
    while (true) {
        const auto semicolon = field.find(';');
        if (semicolon == std::string_view::npos) return std::nullopt;
        field = trim_ascii(field.substr(semicolon + 1));
        const auto equals = field.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const auto name = trim_ascii(field.substr(0, equals));
        field.remove_prefix(equals + 1);
        const bool is_quoted = field.starts_with('"');
        if (is_quoted) field.remove_prefix(1);
        const auto end = field.find(is_quoted ? '"' : ';');
        if (is_quoted && end == std::string_view::npos) return std::nullopt;
        const auto value = field.substr(0, end);
        if (Headers::same_name(name, wanted)) return is_quoted ? value : trim_ascii(value);
        field.remove_prefix(is_quoted ? end + 1 : value.size());
    }
}

/// Reads the lines above a part's bytes; false when one of them is none.
bool read_head(std::string_view head, FormPart& part) {
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return false;
        const auto name = line.substr(0, colon);
        const auto value = trim_ascii(line.substr(colon + 1));
        if (Headers::same_name(name, "Content-Type")) part.type = value;
        if (Headers::same_name(name, "Content-Disposition"))
            part.name = parameter(value, "name").value_or("");
    }
    return !part.name.empty();
}

/// Reads one part from behind its delimiter on, and takes it and the next delimiter away.
std::optional<FormPart> take_part(std::string_view& rest, const std::string& delimiter) {
    FormPart part{};
    const auto head_end = rest.substr(0, head_bytes_max).find("\r\n\r\n");
    if (head_end == std::string_view::npos || !rest.starts_with("\r\n")) return std::nullopt;
    if (head_end < 2 || !read_head(rest.substr(2, head_end - 2), part)) return std::nullopt;
    rest.remove_prefix(head_end + 4);
    const auto end = rest.find(delimiter);
    if (end == std::string_view::npos) return std::nullopt;
    part.bytes = rest.substr(0, end);
    rest.remove_prefix(end + delimiter.size());
    return part;
}

}  // namespace

bool is_form(std::string_view content_type) {
    return Headers::same_name(trim_ascii(content_type.substr(0, content_type.find(';'))),
                              "multipart/form-data");
}

Result<std::vector<FormPart>> read_form(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary").value_or("");
    if (boundary.empty() || boundary.size() > boundary_bytes_max) return fail(Errc::malformed);
    const auto delimiter = "\r\n--" + std::string(boundary);
    // The first delimiter needs no line before it.
    if (!body.starts_with(std::string_view(delimiter).substr(2))) return fail(Errc::malformed);
    auto rest = body.substr(delimiter.size() - 2);

    std::vector<FormPart> parts;
    while (!rest.starts_with("--")) {
        const auto part = take_part(rest, delimiter);
        if (!part || parts.size() == parts_max) return fail(Errc::malformed);
        parts.push_back(*part);
    }
    return parts;
}

}  // namespace freshet::http
