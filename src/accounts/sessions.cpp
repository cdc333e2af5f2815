#include "accounts/sessions.hpp"

namespace freshet::accounts {

asio::awaitable<Paged<Session>> Sessions::open_of(UserId user, Page page) {
    return repository_.open_of(user, clock_(), page);
}

asio::awaitable<Result<void>> Sessions::revoke(UserId user, SessionId session) {
    auto revoked = co_await repository_.revoke(user, session, clock_());
    if (revoked) forget_(session);
    co_return revoked;
}

asio::awaitable<void> Sessions::revoke_others(UserId user, SessionId kept) {
    const auto ended = co_await repository_.revoke_others(user, kept, clock_());
    for (const auto session : ended) forget_(session);
}

}  // namespace freshet::accounts
