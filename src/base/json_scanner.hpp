#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace freshet::json {

struct ScanLimits {
    std::size_t depth_max = 16;  // Of arrays and objects within each other, the outermost too.
    std::size_t items_max = 64;  // Of the outermost array or object.
};

/// What a value of JSON begins to be by its first character.
enum class Type : std::uint8_t { object, array, text, number, boolean, null };

/// A member of an object, as it stands there.
struct RawMember {
    std::string key;         // Unescaped.
    std::string_view value;  // JSON.
};

/// The kind of a value that has been scanned.
[[nodiscard]] Type type_of(std::string_view value);

/// Whether the text is one value of RFC 8259 and nothing else, in UTF-8. An escape of half a
/// surrogate pair is let through, as the grammar does.
[[nodiscard]] Result<void> check(std::string_view text, std::size_t depth_max = 16);

/// The elements of an array, or the members of an object, each as the JSON that it stands in the
/// text as. `Errc::malformed` when the text is something else, `too_large` for too many of them.
[[nodiscard]] Result<std::vector<std::string_view>> split_array(std::string_view text,
                                                                const ScanLimits& limits = {});
[[nodiscard]] Result<std::vector<RawMember>> split_object(std::string_view text,
                                                          const ScanLimits& limits = {});

/// What a scanned string says. Half a surrogate pair becomes U+FFFD.
[[nodiscard]] std::string unescape(std::string_view text);

}  // namespace freshet::json
