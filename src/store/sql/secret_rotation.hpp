#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// How what depends on SECRET_KEY is made under the next one.
struct SecretRotation {
    std::string check_value;       // Of the secret that the database must know.
    std::string next_check_value;  // Of the next.
    std::function<std::string(ChannelId channel, std::uint32_t key_version)> key_hash;
    // Nothing: it does not open under the secret in force, and is worth nothing.
    std::function<std::optional<std::string>(const std::string& sealed, UserId owner)> reseal;
};

struct RotatedSecret {
    enum class Verdict : std::uint8_t { done, done_before, other_secret };

    Verdict verdict = Verdict::done;
    std::size_t channels = 0;    // That have other stream keys now.
    std::size_t two_factor = 0;  // That were sealed anew.
};

/// Rewrites all that depends on SECRET_KEY, in one transaction. Nobody else may use the database
/// meanwhile. Throws when it is down.
asio::awaitable<RotatedSecret> rotate_secret(Database& database, SecretRotation rotation);

}  // namespace freshet::sql
