#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/field_errors.hpp"

namespace freshet::accounts {

/// What names and passwords may be. Lengths are characters.
struct Limits {
    static constexpr std::size_t username_min = 3;
    static constexpr std::size_t username_max = 50;
    static constexpr std::size_t email_max = 255;
    static constexpr std::size_t password_min = 8;
    static constexpr std::size_t password_max = 128;
    static constexpr std::size_t display_name_max = 50;
    static constexpr std::size_t bio_max = 500;
};

/// What a visitor fills in to get an account.
struct Registration {
    std::string username;
    std::string email;
    std::string password;
};

/// The same without the white space around username and e-mail. A password is left as it is.
[[nodiscard]] Registration trimmed(Registration registration);

/// All that is wrong with a trimmed registration, one reason a field; empty: nothing. Codes, beside
/// those of base/json.hpp (`required`, `bad_length` {min, max}, `invalid_text`):
/// `invalid_characters`, `reserved`, `invalid_email`.
[[nodiscard]] FieldErrors check(const Registration& registration);

/// What is to be changed of a profile; what is empty stays as it is.
struct ProfileChange {
    std::optional<std::string> username{};
    std::optional<std::string> email{};
    std::optional<std::string> display_name{};  // One line.
    std::optional<std::string> bio{};           // May be empty, and have several lines.
};

/// The same without white space around any of it.
[[nodiscard]] ProfileChange trimmed(ProfileChange change);

/// All that is wrong with a trimmed change. Names and addresses have the rules of a registration.
[[nodiscard]] FieldErrors check(const ProfileChange& change);

/// What is wrong with an address that somebody names, apart from white space around it.
[[nodiscard]] FieldErrors check_email(std::string_view email);

/// What is wrong with a password that somebody chooses, under the name of the field that it is in.
[[nodiscard]] FieldErrors check_password(std::string_view field, std::string_view password);

}  // namespace freshet::accounts
