#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace freshet::multipart {

/// What stands above the bytes of a part of a form (RFC 7578, 4.2).
struct PartHead {
    std::string name{};
    std::optional<std::string> file_name{};  // There: the part is a file.
    std::string type{};                      // Empty: plain text.

    bool operator==(const PartHead&) const = default;
};

/// Reads the lines above a part, each with its end. Errc::malformed for what is no field, and for a
/// part without a name.
[[nodiscard]] Result<PartHead> read_part_head(std::string_view lines);

/// A parameter of a field, such as the boundary of a Content-Type, quotes and escapes undone.
/// Nothing when there is none.
[[nodiscard]] std::optional<std::string> read_parameter(std::string_view field,
                                                        std::string_view name);

}  // namespace freshet::multipart
