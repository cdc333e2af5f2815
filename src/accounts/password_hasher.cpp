#include "accounts/password_hasher.hpp"

#include <array>
#include <memory>
#include <new>
#include <utility>

#include <sodium.h>

#include "base/check.hpp"

namespace freshet::accounts {

namespace {

std::string hash_now(const std::string& password, const PasswordHasher::Cost& cost) {
    std::array<char, crypto_pwhash_argon2id_STRBYTES> text{};
    const auto failed = crypto_pwhash_argon2id_str(text.data(), password.data(), password.size(),
                                                   cost.passes, cost.memory_bytes);
    if (failed != 0) throw std::bad_alloc();  // libsodium's only reason.
    return text.data();
}

bool verify_now(const std::string& password, const std::string& hash) {
    return crypto_pwhash_argon2id_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace

PasswordHasher::PasswordHasher(Cost cost, Offload offload)
    : cost_(cost), offload_(std::move(offload)) {
    FRESHET_CHECK(sodium_init() >= 0);
    nobodys_hash_ = hash_now("", cost_);
}

asio::awaitable<std::string> PasswordHasher::hash(std::string password) {
    auto result = std::make_shared<std::string>();
    auto work = [password = std::move(password), cost = cost_, result] {
        *result = hash_now(password, cost);
    };
    co_await offload_(std::move(work));
    co_return std::move(*result);
}

asio::awaitable<bool> PasswordHasher::verify(std::string password, std::string hash) {
    const bool is_somebody = !hash.empty();
    if (!is_somebody) hash = nobodys_hash_;
    auto matches = std::make_shared<bool>(false);
    auto work = [password = std::move(password), hash = std::move(hash), matches] {
        *matches = verify_now(password, hash);
    };
    co_await offload_(std::move(work));
    co_return is_somebody && *matches;
}

}  // namespace freshet::accounts
