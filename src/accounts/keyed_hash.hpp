#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/hmac.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

/// Whether two digests are equal; takes as long for any two.
[[nodiscard]] bool same(const Sha256& left, ByteSpan right);

/// Every use of a secret has a key of its own, so that what one use gives away is of no use for
/// another.
[[nodiscard]] SecretText derived_key(const SecretText& secret, std::string_view purpose);

/// What the database keeps of a token that nobody can guess: its SHA-256, in hex.
[[nodiscard]] std::string hash_of_token(std::string_view token);

}  // namespace freshet::accounts
