#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/secret_text.hpp"

namespace freshet::channels {

/// What views call a viewer: 32 hexadecimal digits that say nothing of whom they mean. A user has
/// the same ones for ever. Somebody who is not signed in has others every day: with the day's salt,
/// which is then forgotten, the way back to an address is gone. Guarded: from any thread.
class ViewerNames {
public:
    explicit ViewerNames(SecretText secret_key);

    /// The salt of the day that has begun.
    void set_salt(SecretText salt);

    [[nodiscard]] std::string of_user(UserId user) const;

    /// Of whoever is told apart by this: a browser's own id, or its address and what it calls
    /// itself.
    [[nodiscard]] std::string of_stranger(std::string_view mark) const;

private:
    const SecretText secret_key_;
    mutable std::mutex mutex_;
    SecretText salt_;
};

/// Whether this calls itself a robot, by the words that the known ones have in their User-Agent.
[[nodiscard]] bool is_robot(std::string_view user_agent);

}  // namespace freshet::channels
