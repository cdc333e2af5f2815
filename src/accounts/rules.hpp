#pragma once

#include <cstddef>
#include <string>

#include "base/field_errors.hpp"

namespace freshet::accounts {

/// What names and passwords may be. Lengths are characters.
struct Limits {
    static constexpr std::size_t username_min = 3;
    static constexpr std::size_t username_max = 50;
    static constexpr std::size_t email_max = 255;
    static constexpr std::size_t password_min = 8;
    static constexpr std::size_t password_max = 128;
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
/// those of base/json.hpp (`required`, `bad_length` {min, max}): `bad_username`, `reserved`,
/// `bad_email`, `bad_text`.
[[nodiscard]] FieldErrors check(const Registration& registration);

}  // namespace freshet::accounts
