#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/field_errors.hpp"

namespace freshet::channels {

/// What people may write, and how much of it. Lengths are characters.
struct Limits {
    static constexpr std::size_t title_max = 140;
    static constexpr std::size_t description_max = 5000;
    static constexpr std::size_t handle_min = 3;
    static constexpr std::size_t handle_max = 50;
    static constexpr std::size_t slug_max = 50;
    static constexpr std::size_t time_zone_max = 64;
    static constexpr std::size_t url_max = 2048;
    static constexpr std::size_t categories_max = 10;          // Of a stream.
    static constexpr std::uint32_t planned_streams_max = 100;  // Of a channel.
    /// For so long what is deleted counts among what its owner has, and keeps its name from others.
    static constexpr std::chrono::days deleted_kept{30};
};

/// Without the white space at either end.
[[nodiscard]] std::string trimmed(std::string_view text);

// Each adds what is wrong with a field. Codes are those of base/json.hpp (`required`, `bad_length`
// {min, max}, `bad_format` {format}), `invalid_characters` and `reserved`.

/// A trimmed title: not empty, and no line break or other control character in it.
void check_title(std::string_view field, std::string_view title, FieldErrors& errors);

/// A handle in lower case: as usernames are, since both stand in the same places.
void check_handle(std::string_view handle, FieldErrors& errors);

/// Where a picture lies: a web address or a path of this site; empty: none. Nothing that a browser
/// would run.
void check_url(std::string_view field, std::string_view url, FieldErrors& errors);

}  // namespace freshet::channels
