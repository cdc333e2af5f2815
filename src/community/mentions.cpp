#include "community/mentions.hpp"

#include <algorithm>

#include "base/names.hpp"

namespace freshet::community {

namespace {

// As many as somebody can mean.
constexpr std::size_t mentions_max = 20;

// Of a username, as accounts has it.
constexpr std::size_t name_min = 3;
constexpr std::size_t name_max = 50;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

}  // namespace

std::vector<std::string> mentions_in(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        if (at > 0 && is_name_character(text[at - 1])) continue;  // An e-mail address.
        const auto rest = text.substr(at + 1);
        const auto end = std::ranges::find_if_not(rest, is_name_character);
        const std::string name(rest.begin(), end);
        const bool is_name = name.size() >= name_min && name.size() <= name_max;
        if (!is_name || names.size() == mentions_max) continue;
        const bool is_new = std::ranges::none_of(names, [&](const std::string& other) {
            return to_lower_ascii(other) == to_lower_ascii(name);
        });
        if (is_new) names.push_back(name);
    }
    return names;
}

}  // namespace freshet::community
