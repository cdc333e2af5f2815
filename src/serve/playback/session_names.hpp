#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/secret_text.hpp"

namespace freshet::playback {

/// Names for playbacks by requests, which a first playlist gives out and the others bring back:
/// signed, so that only those count that were given out. Immutable: from any thread.
class SessionNames {
public:
    static constexpr std::size_t nonce_size = 8;
    static constexpr std::size_t signature_size = 8;
    using Name = std::array<std::byte, nonce_size + signature_size>;

    /// Names of one purpose are none for another. They are good after a restart too, unless the
    /// secret is empty: then there is one for this run.
    SessionNames(SecretText secret, std::string purpose);

    /// A new one.
    [[nodiscard]] std::string issue() const;

    /// The name that the text spells, if it was given out by us.
    [[nodiscard]] std::optional<Name> read(std::string_view text) const;

private:
    [[nodiscard]] Name signed_name(std::span<const std::byte, nonce_size> nonce) const;

    SecretText secret_;
    std::string purpose_;
};

}  // namespace freshet::playback
