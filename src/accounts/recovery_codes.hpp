#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace freshet::accounts {

/// Codes for whoever has lost the phone: each is good once. 80 random bits, so that the database's
/// SHA-256 of them cannot be tried out.
struct RecoveryCodes {
    static constexpr std::size_t count = 10;

    /// "abcd-efgh-ijkl-mnop".
    [[nodiscard]] static std::vector<std::string> make();

    /// What the database keeps of a code, however it was typed: in any case, with or without the
    /// dashes. Nothing: it cannot be one.
    [[nodiscard]] static std::optional<std::string> hash(std::string_view typed);
};

}  // namespace freshet::accounts
