#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace freshet::accounts {

/// What a person is written about.
enum class LetterKind : std::uint8_t { password_reset, email_verification };

/// Something to be told by mail, before it has words.
struct Letter {
    LetterKind kind = LetterKind::password_reset;
    std::string email;
    std::string name;      // The person's display name.
    std::string token;     // Secret: the link has it.
    std::string language;  // "en", of who asked for it.
};

/// Sends a letter, some time. From any thread; at once, and does not throw.
using Post = std::function<void(Letter letter)>;

}  // namespace freshet::accounts
