#include "accounts/one_time_token.hpp"

#include <array>
#include <cstddef>

#include "accounts/refresh_tokens.hpp"
#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::size_t token_size = 32;
constexpr std::array<std::string_view, 2> purposes{
    "password_reset", "email_verification"};  // In the order of TokenPurpose.

}  // namespace

std::string_view to_string(TokenPurpose purpose) {
    return purposes[static_cast<std::size_t>(purpose)];
}

std::string make_one_time_token() {
    std::array<std::byte, token_size> bytes;
    fill_random(bytes);
    return to_base64url(bytes);
}

std::string hash_one_time_token(std::string_view token) { return RefreshTokens::hash(token); }

}  // namespace freshet::accounts
