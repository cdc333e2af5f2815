#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret_text.hpp"

namespace freshet {

/// Makes short texts of bytes that only we can have made: the bytes and an HMAC-SHA256 of them, cut
/// to 16 bytes, in base64url. Its key is derived from a secret and from what the texts are for, so
/// that no text for one thing can be taken for another. Immutable: from any thread.
class TokenSigner {
public:
    static constexpr std::size_t signature_size = 16;

    /// The secret is not empty.
    TokenSigner(const SecretText& secret, std::string_view purpose);

    [[nodiscard]] std::string sign(Bytes claims) const;

    /// The bytes of a text of ours, if there are so many; nothing for any other text.
    [[nodiscard]] std::optional<Bytes> read(std::string_view token, std::size_t claims_size) const;

private:
    SecretText key_;
};

}  // namespace freshet
