#include "accounts/administration.hpp"

#include <utility>

#include "accounts/error.hpp"

namespace freshet::accounts {

Administration::Administration(AdministrationRepository& repository, RemoveUser remove_user,
                               WallClock clock)
    : repository_(repository), remove_user_(std::move(remove_user)), clock_(std::move(clock)) {}

asio::awaitable<Paged<User>> Administration::list(UserFilter filter, Page page) {
    return repository_.list(std::move(filter), page);
}

asio::awaitable<Result<User>> Administration::change(UserId user, UserChange change,
                                                     AuditEntry entry) {
    if (change.role && entry.actor == user) co_return fail(Errc::own_role);
    co_return co_await repository_.change(user, change, std::move(entry), clock_());
}

asio::awaitable<Result<void>> Administration::remove(UserId user, AuditEntry entry) {
    const auto disabled = co_await repository_.change(user, {.is_active = false}, entry, clock_());
    if (!disabled) co_return std::unexpected(disabled.error());
    entry.action = "user.removed";
    entry.target = to_string(user);
    entry.details = disabled->username;
    co_await repository_.sign_out(user, std::move(entry), clock_());
    if (!remove_user_) co_return Result<void>();
    co_return co_await remove_user_(user);
}

asio::awaitable<void> Administration::sign_out(UserId user, AuditEntry entry) {
    entry.action = "user.signed_out";
    entry.target = to_string(user);
    return repository_.sign_out(user, std::move(entry), clock_());
}

}  // namespace freshet::accounts
