#include "accounts/recovery_codes.hpp"

#include <array>

#include "accounts/keyed_hash.hpp"
#include "base/encoding.hpp"
#include "base/names.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::size_t code_bytes = 10;
constexpr std::size_t code_letters = code_bytes * 8 / 5;
constexpr std::size_t group_letters = 4;

std::string make_code() {
    std::array<std::byte, code_bytes> bytes;
    fill_random(bytes);
    auto code = to_base32(bytes);
    for (auto at = code_letters - group_letters; at > 0; at -= group_letters) {
        code.insert(at, 1, '-');
    }
    return code;
}

}  // namespace

std::vector<std::string> RecoveryCodes::make() {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < count; ++i) codes.push_back(make_code());
    return codes;
}

std::optional<std::string> RecoveryCodes::hash(std::string_view typed) {
    auto code = to_lower_ascii(typed);
    std::erase_if(code, [](char letter) { return letter == '-' || letter == ' '; });
    if (code.size() != code_letters) return std::nullopt;
    return hash_of_token(code);
}

}  // namespace freshet::accounts
