#include "channels/rules.hpp"

#include <algorithm>

#include "base/names.hpp"

namespace freshet::channels {

namespace {

bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

bool is_of_handle(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
           letter == '-';
}

void add(FieldErrors& errors, std::string_view field, std::string_view code,
         std::map<std::string, std::string> params = {}) {
    errors.push_back(
        {.field = std::string(field), .code = std::string(code), .params = std::move(params)});
}

/// One that stays on this site: two slashes would begin the name of another.
bool is_path(std::string_view url) { return url.starts_with('/') && !url.starts_with("//"); }

}  // namespace

std::string trimmed(std::string_view text) { return std::string(trim_ascii(text)); }

void check_title(std::string_view field, std::string_view title, FieldErrors& errors) {
    if (title.empty()) return add(errors, field, "required");
    if (std::ranges::any_of(title, is_control)) add(errors, field, "invalid_text");
}

void check_handle(std::string_view handle, FieldErrors& errors) {
    if (handle.size() < Limits::handle_min || handle.size() > Limits::handle_max) {
        return add(errors, "handle", "bad_length",
                   {{"min", std::to_string(Limits::handle_min)},
                    {"max", std::to_string(Limits::handle_max)}});
    }
    if (!std::ranges::all_of(handle, is_of_handle)) {
        add(errors, "handle", "invalid_characters");
    } else if (is_reserved_name(handle)) {
        add(errors, "handle", "reserved");
    }
}

void check_url(std::string_view field, std::string_view url, FieldErrors& errors) {
    const bool is_web = url.starts_with("https://") || url.starts_with("http://");
    const bool is_plain = std::ranges::none_of(url, [](char letter) {
        return is_control(letter) || std::string_view(" \"'<>\\^`{|}").contains(letter);
    });
    if (url.empty() || ((is_web || is_path(url)) && is_plain)) return;
    add(errors, field, "bad_format", {{"format", "URL"}});
}

}  // namespace freshet::channels
