#include "accounts/avatars.hpp"

#include <array>

#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

// Longer than any change takes: what was planned before is nobody's.
constexpr std::chrono::minutes plan_life{10};

/// Used once, so that it may be kept for ever; and not to be guessed.
std::string make_name() {
    std::array<std::byte, 16> bytes;
    fill_random(bytes);
    return to_base32(bytes) + ".webp";
}

}  // namespace

asio::awaitable<Result<User>> Avatars::change(UserId user, Bytes file) {
    auto made = co_await make_(std::make_shared<const Bytes>(std::move(file)));
    if (!made) co_return std::unexpected(made.error());
    const auto name = make_name();
    co_await repository_.plan(name, clock_());
    co_await store_.put(name, *std::move(made));
    co_return co_await assign(user, name);
}

asio::awaitable<Result<User>> Avatars::remove(UserId user) { return assign(user, ""); }

asio::awaitable<Result<User>> Avatars::assign(UserId user, std::string name) {
    auto changed = co_await repository_.assign(user, std::move(name), clock_());
    if (!changed) co_return std::unexpected(changed.error());
    if (!changed->former.empty()) {
        co_await store_.remove(changed->former);
        std::vector<std::string> gone{changed->former};
        co_await repository_.forget(std::move(gone));
    }
    co_return std::move(changed->user);
}

asio::awaitable<std::size_t> Avatars::sweep(std::size_t count) {
    auto names = co_await repository_.unused(clock_() - plan_life, count);
    for (const auto& name : names) co_await store_.remove(name);
    const auto removed = names.size();
    if (removed > 0) co_await repository_.forget(std::move(names));
    co_return removed;
}

}  // namespace freshet::accounts
