#include "wire/multipart/part_head.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "wire/multipart/error.hpp"

namespace freshet::multipart {

namespace {

bool same(std::string_view left, std::string_view right) {
    return to_lower_ascii(left) == to_lower_ascii(right);
}

/// Takes a value in quotes off a text that begins with one; nothing when it has no end. Programs
/// write a quote within as \" (RFC 9110, 5.6.4), browsers as %22 (HTML Standard, 4.10.21.8); other
/// backslashes are those of a path.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        const bool escapes = text.starts_with("\\\"") || text.starts_with("\\\\");
        if (escapes) text.remove_prefix(1);
        const bool coded = text.starts_with("%22");
        value += coded ? '"' : text.front();
        text.remove_prefix(coded ? 3 : 1);
    }
    if (text.empty()) return std::nullopt;
    text.remove_prefix(1);
    return value;
}

std::string take_token(std::string_view& text) {
    const auto token = text.substr(0, text.find(';'));
    text.remove_prefix(token.size());
    return std::string(trim_ascii(token));
}

/// What is a control character in a field of a part, but a tab, has no business there.
bool is_clean(std::string_view line) {
    return std::ranges::none_of(line, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

}  // namespace

std::optional<std::string> read_parameter(std::string_view field, std::string_view name) {
    auto rest = field.substr(std::min(field.find(';'), field.size()));
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const auto key = trim_ascii(rest.substr(0, equals));
        rest.remove_prefix(equals + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        const auto value =
            rest.starts_with('"') ? take_quoted(rest) : std::optional(take_token(rest));
        if (!value) return std::nullopt;
        if (same(key, name)) return value;
        rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    }
    return std::nullopt;
}

Result<PartHead> read_part_head(std::string_view lines) {
    PartHead head;
    bool is_form_data = false;
    while (!lines.empty()) {
        const auto line = lines.substr(0, lines.find("\r\n"));
        lines.remove_prefix(std::min(line.size() + 2, lines.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_clean(line)) return fail(Errc::malformed);
        const auto name = line.substr(0, colon);
        const auto value = trim_ascii(line.substr(colon + 1));
        if (same(name, "Content-Type")) head.type = value;
        if (!same(name, "Content-Disposition")) continue;
        is_form_data = same(trim_ascii(value.substr(0, value.find(';'))), "form-data");
        head.name = read_parameter(value, "name").value_or("");
        head.file_name = read_parameter(value, "filename");
    }
    if (!is_form_data || head.name.empty()) return fail(Errc::malformed);
    return head;
}

}  // namespace freshet::multipart
