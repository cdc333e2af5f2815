#include "accounts/rules.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/json.hpp"
#include "base/names.hpp"

namespace freshet::accounts {

namespace {

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

bool is_of_username(char letter) {
    return is_letter_or_digit(letter) || letter == '_' || letter == '-';
}

/// What browsers take for `<input type=email>` (HTML Standard, 4.10.5.1.5): ASCII, so unique
/// without case is exact.
bool is_of_email_name(char letter) {
    constexpr std::string_view others = ".!#$%&'*+/=?^_`{|}~-";
    return is_letter_or_digit(letter) || others.contains(letter);
}

bool is_domain_label(std::string_view label) {
    constexpr std::size_t label_max = 63;
    return !label.empty() && label.size() <= label_max && label.front() != '-' &&
           label.back() != '-' && std::ranges::all_of(label, [](char letter) {
               return is_letter_or_digit(letter) || letter == '-';
           });
}

bool is_domain(std::string_view domain) {
    while (true) {
        const auto dot = domain.find('.');
        if (!is_domain_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

bool is_email(std::string_view email) {
    const auto at = email.find('@');
    if (at == 0 || at == std::string_view::npos) return false;
    return std::ranges::all_of(email.substr(0, at), is_of_email_name) &&
           is_domain(email.substr(at + 1));
}

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

struct Range {
    std::size_t min;
    std::size_t max;
};

/// What any text of a person must be, before it is looked at more closely. Adds what is wrong.
bool is_sound(std::string_view field, std::string_view value, Range length, FieldErrors& errors) {
    FieldError error{.field = std::string(field), .code = {}, .params = {}};
    if (value.empty()) {
        error.code = "required";
    } else if (!json::is_clean_utf8(value)) {
        error.code = "invalid_text";
    } else if (const auto count = count_characters(value);
               count < length.min || count > length.max) {
        error.code = "bad_length";
        error.params = {{"min", std::to_string(length.min)}, {"max", std::to_string(length.max)}};
    } else {
        return true;
    }
    errors.push_back(std::move(error));
    return false;
}

void add(FieldErrors& errors, std::string_view field, std::string_view code) {
    errors.push_back({.field = std::string(field), .code = std::string(code), .params = {}});
}

void check_username(const std::string& username, FieldErrors& errors) {
    const Range length{.min = Limits::username_min, .max = Limits::username_max};
    if (!is_sound("username", username, length, errors)) return;
    if (!std::ranges::all_of(username, is_of_username))
        return add(errors, "username", "invalid_characters");
    if (is_reserved_name(username)) add(errors, "username", "reserved");
}

void check_email(std::string_view email, FieldErrors& errors) {
    const Range length{.min = 1, .max = Limits::email_max};
    if (is_sound("email", email, length, errors) && !is_email(email))
        add(errors, "email", "invalid_email");
}

/// Signs that move the cursor have no place in a name, and lines only where there may be several.
bool has_control(std::string_view text, bool many_lines) {
    return std::ranges::any_of(text, [&](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        const bool is_line = many_lines && (letter == '\n' || letter == '\r' || letter == '\t');
        return (code < 0x20 || code == 0x7f) && !is_line;
    });
}

void check_display_name(const std::string& name, FieldErrors& errors) {
    const Range length{.min = 1, .max = Limits::display_name_max};
    if (is_sound("displayName", name, length, errors) && has_control(name, false))
        add(errors, "displayName", "invalid_text");
}

void check_bio(const std::string& bio, FieldErrors& errors) {
    const Range length{.min = 0, .max = Limits::bio_max};
    if (bio.empty() || !is_sound("bio", bio, length, errors)) return;
    if (has_control(bio, true)) add(errors, "bio", "invalid_text");
}

void trim(std::optional<std::string>& text) {
    if (text) text = std::string(trim_ascii(*text));
}

}  // namespace

Registration trimmed(Registration registration) {
    registration.username = std::string(trim_ascii(registration.username));
    registration.email = std::string(trim_ascii(registration.email));
    return registration;
}

FieldErrors check(const Registration& registration) {
    FieldErrors errors;
    check_username(registration.username, errors);
    check_email(registration.email, errors);
    std::ranges::move(check_password("password", registration.password),
                      std::back_inserter(errors));
    return errors;
}

ProfileChange trimmed(ProfileChange change) {
    for (auto* text : {&change.username, &change.email, &change.display_name, &change.bio})
        trim(*text);
    return change;
}

FieldErrors check(const ProfileChange& change) {
    FieldErrors errors;
    if (change.username) check_username(*change.username, errors);
    if (change.email) check_email(*change.email, errors);
    if (change.display_name) check_display_name(*change.display_name, errors);
    if (change.bio) check_bio(*change.bio, errors);
    return errors;
}

FieldErrors check_email(std::string_view email) {
    FieldErrors errors;
    check_email(trim_ascii(email), errors);
    return errors;
}

FieldErrors check_password(std::string_view field, std::string_view password) {
    FieldErrors errors;
    const Range length{.min = Limits::password_min, .max = Limits::password_max};
    (void)is_sound(field, password, length, errors);  // Its error is all there is to say.
    return errors;
}

}  // namespace freshet::accounts
