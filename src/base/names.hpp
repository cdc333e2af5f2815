#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace freshet {

/// A to Z in lower case, all else as it is: enough for names that are ASCII by rule.
[[nodiscard]] std::string to_lower_ascii(std::string_view text);

/// Without the white space of ASCII at either end.
[[nodiscard]] std::string_view trim_ascii(std::string_view text);

/// Whether nobody may be called this: first segments of routes and pages, words with a meaning in
/// them, and whatever reads as a UUID, because handles and ids stand in the same places. Without
/// regard to case.
[[nodiscard]] bool is_reserved_name(std::string_view name);

/// The enumerator of a word, where `words` stand in the order of the enum, which counts from 0.
template <class Enum, std::size_t count>
[[nodiscard]] std::optional<Enum> value_of(const std::array<std::string_view, count>& words,
                                           std::string_view text) {
    const auto word = std::ranges::find(words, text);
    if (word == words.end()) return std::nullopt;
    return static_cast<Enum>(word - words.begin());
}

}  // namespace freshet
