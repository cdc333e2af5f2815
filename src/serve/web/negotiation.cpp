#include "serve/web/negotiation.hpp"

#include <algorithm>
#include <optional>

#include "base/names.hpp"

namespace freshet::web {

namespace {

constexpr int weight_max = 1000;

/// Takes the next element of a comma-separated list.
std::string_view take_element(std::string_view& list) {
    const auto end = std::min(list.find(','), list.size());
    const auto element = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    return trim_ascii(element);
}

/// RFC 9110, 12.4.2: "q=" with up to three decimals, here in thousandths. Absent is 1, malformed is
/// 0.
int weight_of(std::string_view parameters) {
    if (parameters.empty()) return weight_max;
    const auto text = trim_ascii(parameters);
    if (text.size() < 3 || (text[0] != 'q' && text[0] != 'Q') || text[1] != '=') return 0;
    if (text[2] != '0' && text[2] != '1') return 0;
    int weight = (text[2] - '0') * weight_max;
    int unit = weight_max / 10;
    for (const char digit : text.substr(std::min<std::size_t>(4, text.size()))) {
        if (digit < '0' || digit > '9') return 0;
        weight += (digit - '0') * unit;
        unit /= 10;
    }
    return std::min(weight, weight_max);
}

/// What an Accept-Encoding gives to one coding: its own weight, else that of "*", else none.
int weight_of_coding(std::string_view accept_encoding, std::string_view coding) {
    std::optional<int> any;
    while (!accept_encoding.empty()) {
        const auto element = take_element(accept_encoding);
        const auto semicolon = std::min(element.find(';'), element.size());
        const auto name = to_lower_ascii(trim_ascii(element.substr(0, semicolon)));
        const auto parameters = element.substr(std::min(semicolon + 1, element.size()));
        if (name == coding) return weight_of(parameters);
        if (name == "*") any = weight_of(parameters);
    }
    return any.value_or(0);
}

}  // namespace

Coding best_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli) {
    const int brotli = has_brotli ? weight_of_coding(accept_encoding, "br") : 0;
    const int gzip = has_gzip ? weight_of_coding(accept_encoding, "gzip") : 0;
    if (brotli > 0 && brotli >= gzip) return Coding::brotli;
    return gzip > 0 ? Coding::gzip : Coding::identity;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        auto element = take_element(if_none_match);
        if (element == "*") return true;
        if (element.starts_with("W/")) element.remove_prefix(2);
        if (element == tag) return true;
    }
    return false;
}

}  // namespace freshet::web
