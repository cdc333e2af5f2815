#include "serve/http/message.hpp"

#include <algorithm>
#include <array>

namespace freshet::http {

namespace {

constexpr std::size_t text_reserved = 512;  // The fields of an ordinary request or response.

constexpr std::array<std::string_view, 7> method_names{"GET",   "HEAD",   "POST",   "PUT",
                                                       "PATCH", "DELETE", "OPTIONS"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    const auto small = lower(c);
    if (small >= 'a' && small <= 'f') return static_cast<unsigned>(small - 'a' + 10);
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Method method) {
    return method_names.at(static_cast<std::size_t>(method));
}

std::optional<Method> method_from(std::string_view name) {
    const auto found = std::ranges::find(method_names, name);
    if (found == method_names.end()) return std::nullopt;
    return static_cast<Method>(found - method_names.begin());
}

bool Headers::same_name(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

void Headers::add(std::string_view name, std::string_view value) {
    if (text_.capacity() < text_reserved) text_.reserve(text_reserved);
    places_.push_back({.name_at = static_cast<std::uint32_t>(text_.size()),
                       .name_size = static_cast<std::uint32_t>(name.size()),
                       .value_size = static_cast<std::uint32_t>(value.size())});
    text_ += name;
    text_ += value;
}

void Headers::set(std::string_view name, std::string_view value) {
    remove(name);
    add(name, value);
}

void Headers::remove(std::string_view name) {
    std::erase_if(places_, [this, name](const Place& place) {
        return same_name(std::string_view(text_).substr(place.name_at, place.name_size), name);
    });
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const auto [field, value] = at(i);
        if (same_name(field, name)) return value;
    }
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) count += same_name(at(i).first, name) ? 1 : 0;
    return count;
}

Headers::Field Headers::at(std::size_t index) const {
    const auto& place = places_.at(index);
    const std::string_view text = text_;
    return {text.substr(place.name_at, place.name_size),
            text.substr(place.name_at + place.name_size, place.value_size)};
}

std::vector<Headers::Field> Headers::all() const {
    std::vector<Field> fields;
    fields.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) fields.push_back(at(i));
    return fields;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const auto high = hex_digit(text[i + 1]);
            const auto low = hex_digit(text[i + 2]);
            if (!high || !low) return std::nullopt;
            out += static_cast<char>(*high << 4 | *low);
            i += 2;
        }
    }
    return out;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        const auto key = percent_decoded(pair.substr(0, equals), true);
        if (!key || *key != name) continue;
        if (equals == std::string_view::npos) return std::string();
        return percent_decoded(pair.substr(equals + 1), true);
    }
    return std::nullopt;
}

}  // namespace freshet::http
