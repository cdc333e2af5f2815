#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace freshet::accounts {

namespace asio = boost::asio;

/// Runs work that blocks on a small pool and comes back to the caller's executor; what the work
/// throws, it throws.
using Offload = std::function<asio::awaitable<void>(std::move_only_function<void()> work)>;

/// Argon2id (RFC 9106) by libsodium. The pool behind `offload` is what bounds its memory: two
/// threads hold 128 MiB however many people sign in at once. From any thread.
class PasswordHasher {
public:
    struct Cost {
        std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
        unsigned long long passes = 2;
    };

    /// Hashes once, on the caller's thread, for `verify` of users that do not exist.
    PasswordHasher(Cost cost, Offload offload);

    /// The hash with its salt and cost, as text.
    asio::awaitable<std::string> hash(std::string password);

    /// An empty hash stands for a user that does not exist: it takes the same time and is always
    /// wrong.
    asio::awaitable<bool> verify(std::string password, std::string hash);

private:
    Cost cost_;
    Offload offload_;
    std::string nobodys_hash_;
};

}  // namespace freshet::accounts
