#include "base/described.hpp"

#include <algorithm>

namespace freshet::json {

std::string wire_name(std::string_view member) {
    std::string name;
    bool capital = false;
    for (const char letter : member) {
        if (letter == '_') {
            capital = true;
        } else {
            const bool lower = letter >= 'a' && letter <= 'z';
            name += capital && lower ? static_cast<char>(letter - 'a' + 'A') : letter;
            capital = false;
        }
    }
    return name;
}

std::string short_type_name(std::string_view spelled) {
    const auto bracket = spelled.find('<');
    const auto outer = spelled.substr(0, bracket);
    const auto colon = outer.rfind(':');
    std::string name(colon == std::string_view::npos ? outer : outer.substr(colon + 1));
    if (bracket == std::string_view::npos) return name;
    const auto inner =
        short_type_name(spelled.substr(bracket + 1, spelled.rfind('>') - bracket - 1));
    if (name.ends_with("Of")) name.resize(name.size() - 2);
    return inner + name;
}

namespace detail {

const Rule* find_rule(std::span<const Rule> rules, std::string_view field) {
    const auto found = std::ranges::find(rules, field, &Rule::field);
    return found == rules.end() ? nullptr : &*found;
}

}  // namespace detail

}  // namespace freshet::json
