#include "accounts/username.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "accounts/rules.hpp"
#include "base/names.hpp"

namespace freshet::accounts {

namespace {

bool is_of_username(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
           letter == '_';
}

}  // namespace

std::string username_from(std::string_view email, unsigned attempt) {
    auto name = to_lower_ascii(email.substr(0, email.find('@')));
    for (auto& letter : name) {
        if (!is_of_username(letter)) letter = '-';
    }
    constexpr std::size_t room_for_number = 8;
    name.resize(std::min(name.size(), Limits::username_max - room_for_number));
    if (name.size() < Limits::username_min) name += "-admin";
    if (is_reserved_name(name)) name += "-1";
    return attempt == 0 ? name : fmt::format("{}-{}", name, attempt + 1);
}

}  // namespace freshet::accounts
