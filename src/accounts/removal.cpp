#include "accounts/removal.hpp"

namespace freshet::accounts {

asio::awaitable<Result<void>> Removal::remove(UserId user) {
    const auto removed = co_await repository_.remove(user, clock_());
    if (!removed) co_return std::unexpected(removed.error());
    for (const auto session : removed->sessions) forget_(session);
    for (const auto channel : removed->channels) end_publish_(channel);
    co_return Result<void>();
}

asio::awaitable<Result<void>> Removal::leave(UserId user, std::string password) {
    const auto confirmed = co_await passwords_.confirm(user, std::move(password));
    if (!confirmed) co_return confirmed;
    co_return co_await remove(user);
}

asio::awaitable<std::size_t> Removal::purge_deleted(WallTime before, std::size_t count) {
    return repository_.purge_deleted(before, count, clock_());
}

}  // namespace freshet::accounts
