#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/secret_text.hpp"

namespace freshet::channels {

/// Derives the stream keys of all channels from SECRET_KEY, so that an owner can see a key again
/// while the database holds only its SHA-256. Immutable: from any thread.
class StreamKeys {
public:
    explicit StreamKeys(SecretText secret_key);

    /// Lower-case base32 of the first 20 bytes of HMAC-SHA256(SECRET_KEY, channel id || key
    /// version).
    [[nodiscard]] std::string derive(ChannelId channel, std::uint32_t key_version) const;

    /// What the database keeps of a key: its SHA-256, in hex.
    [[nodiscard]] static std::string hash(std::string_view key);

    /// Tells one SECRET_KEY from another and says nothing else of it.
    [[nodiscard]] std::string check_value() const;

private:
    SecretText secret_key_;
};

}  // namespace freshet::channels
