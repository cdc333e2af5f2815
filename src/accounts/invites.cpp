#include "accounts/invites.hpp"

#include <array>
#include <utility>

#include "accounts/error.hpp"
#include "accounts/keyed_hash.hpp"
#include "base/encoding.hpp"
#include "base/names.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

std::string make_code() {
    std::array<std::byte, 15> bytes;  // 120 bits, 24 letters.
    fill_random(bytes);
    return to_base32(bytes);
}

std::string hash_of_code(std::string_view typed) {
    return hash_of_token(to_lower_ascii(trim_ascii(typed)));
}

}  // namespace

Invites::Invites(InviteRepository& repository, Accounts& accounts, WallClock clock)
    : repository_(repository), accounts_(accounts), clock_(std::move(clock)) {}

asio::awaitable<MadeInvite> Invites::create(UserId creator, InviteWish wish, AuditEntry entry) {
    MadeInvite made{.invite = {.id = InviteId::make(),
                               .email = std::string(trim_ascii(wish.email)),
                               .uses = wish.uses,
                               .uses_left = wish.uses,
                               .created_by = creator,
                               .created_at = clock_(),
                               .expires_at = wish.expires_at},
                    .code = make_code()};
    entry.target = to_string(made.invite.id);
    co_await repository_.create(
        {.invite = made.invite, .code_hash = hash_of_code(made.code), .entry = std::move(entry)});
    co_return made;
}

asio::awaitable<Paged<Invite>> Invites::list(Page page) { return repository_.list(page); }

asio::awaitable<bool> Invites::remove(InviteId id, AuditEntry entry) {
    entry.target = to_string(id);
    return repository_.remove(id, std::move(entry), clock_());
}

asio::awaitable<Answer<SignedIn>> Invites::register_user(Invited invited, Client client) {
    auto drafted = co_await accounts_.draft(std::move(invited.registration));
    if (!drafted) co_return std::unexpected(drafted.error());
    auto made = *drafted;
    const auto created =
        co_await repository_.register_user(*std::move(drafted), hash_of_code(invited.code));
    if (!created) co_return refuse(created.error());
    co_return co_await accounts_.welcome(std::move(made), std::move(client));
}

}  // namespace freshet::accounts
