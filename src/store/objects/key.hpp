#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace freshet::objects {

/// Names one object: "avatars/0f3a9c.webp"; or a folder of them: "avatars". Folders and a name of
/// lower-case letters, digits, '.', '_' and '-', none of which begins with a dot: whatever a key
/// comes from, it names nothing outside of its store. What names an object names no folder.
class Key {
public:
    static constexpr std::size_t bytes_max = 200;
    static constexpr std::size_t segments_max = 8;

    [[nodiscard]] static std::optional<Key> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string_view folder() const;  // "avatars"; empty: none.
    [[nodiscard]] std::string_view name() const;    // "0f3a9c.webp"

    /// Whether it lies in that folder, at any depth.
    [[nodiscard]] bool is_below(const Key& folder) const;

    auto operator<=>(const Key&) const = default;

private:
    explicit Key(std::string_view text) : text_(text) {}

    std::string text_;
};

}  // namespace freshet::objects
