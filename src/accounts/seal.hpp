#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// Encrypts what the database must not hold in clear (XChaCha20-Poly1305 by libsodium). What was
/// sealed for one owner does not open for another, so rows cannot be exchanged. Immutable: from any
/// thread.
class Seal {
public:
    /// The key is derived from `secret_key`, for this use alone.
    explicit Seal(const SecretText& secret_key);

    [[nodiscard]] std::string close(ByteSpan plain, std::string_view owner) const;

    /// Nothing: it was altered, sealed for somebody else, or under another SECRET_KEY.
    [[nodiscard]] std::optional<Bytes> open(std::string_view sealed, std::string_view owner) const;

private:
    SecretText key_;
};

}  // namespace freshet::accounts
