#include "store/objects/key.hpp"

#include <algorithm>

namespace freshet::objects {

namespace {

bool is_of_segment(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
           letter == '_' || letter == '-';
}

bool is_segment(std::string_view segment) {
    return !segment.empty() && segment.front() != '.' &&
           std::ranges::all_of(segment, is_of_segment);
}

}  // namespace

std::optional<Key> Key::parse(std::string_view text) {
    if (text.size() > bytes_max) return std::nullopt;
    auto rest = text;
    for (std::size_t segments = 1; segments <= segments_max; ++segments) {
        const auto end = std::min(rest.find('/'), rest.size());
        if (!is_segment(rest.substr(0, end))) return std::nullopt;
        if (end == rest.size()) return Key(text);
        rest.remove_prefix(end + 1);
    }
    return std::nullopt;
}

std::string_view Key::folder() const {
    const auto slash = text_.rfind('/');
    return std::string_view(text_).substr(0, slash == std::string::npos ? 0 : slash);
}

std::string_view Key::name() const { return std::string_view(text_).substr(text_.rfind('/') + 1); }

bool Key::is_below(const Key& folder) const {
    return text_.size() > folder.text_.size() && text_.starts_with(folder.text_) &&
           text_[folder.text_.size()] == '/';
}

}  // namespace freshet::objects
