#include "serve/playback/visitor.hpp"

#include <algorithm>

namespace freshet::playback {

bool is_client_id(std::string_view text) {
    constexpr std::size_t size_min = 8;
    constexpr std::size_t size_max = 64;
    return text.size() >= size_min && text.size() <= size_max &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
           });
}

std::string plain_query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

}  // namespace freshet::playback
