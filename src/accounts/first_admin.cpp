#include "accounts/first_admin.hpp"

#include <array>
#include <utility>

#include "accounts/error.hpp"
#include "accounts/keyed_hash.hpp"
#include "accounts/username.hpp"
#include "base/encoding.hpp"
#include "base/names.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr unsigned attempts_max = 1000;  // Of names until one is free.

std::string make_code() {
    std::array<std::byte, 20> bytes;
    fill_random(bytes);
    return to_base32(bytes);
}

}  // namespace

FirstAdmin::FirstAdmin(Parts parts, WallClock clock)
    : parts_(parts), clock_(std::move(clock)), code_(make_code()) {}

asio::awaitable<bool> FirstAdmin::is_needed() {
    const bool has_admin = co_await parts_.administration.has_admin();
    co_return !has_admin;
}

asio::awaitable<Answer<SignedIn>> FirstAdmin::set_up(Setup setup, Client client) {
    const bool needed = co_await is_needed();
    if (!needed) co_return refuse(Errc::setup_done);
    // Hashes take the same time to compare wherever two texts differ.
    if (hash_of_token(setup.code) != hash_of_token(code_)) co_return refuse(Errc::setup_code_wrong);
    auto drafted = co_await parts_.accounts.draft(std::move(setup.registration));
    if (!drafted) co_return std::unexpected(drafted.error());
    drafted->user.role = Role::admin;
    auto made = *drafted;
    AuditEntry entry{.actor = made.user.id,
                     .action = "setup.first_admin",
                     .target = to_string(made.user.id),
                     .details = made.user.username,
                     .ip = client.ip};
    const auto created =
        co_await parts_.administration.create_first_admin(*std::move(drafted), std::move(entry));
    if (!created) co_return refuse(created.error());
    co_return co_await parts_.accounts.welcome(std::move(made), std::move(client));
}

asio::awaitable<Answer<void>> FirstAdmin::ensure(Account account) {
    // Who is an admin by now decides who else is: the environment is asked no more.
    const bool needed = co_await is_needed();
    if (!needed) co_return Answer<void>();
    auto holder = co_await parts_.users.find_by_email(account.email);
    if (holder) co_return co_await promote(*std::move(holder), std::move(account.password));
    co_return co_await create(std::move(account));
}

asio::awaitable<Answer<void>> FirstAdmin::promote(UserWithPassword holder, SecretText password) {
    // Anybody may register with an address that nobody has verified.
    bool proven = holder.user.email_verified_at.has_value();
    if (!proven) {
        proven = co_await parts_.hasher.verify(std::string(password.reveal()),
                                               std::move(holder.password_hash));
    }
    if (!proven) co_return refuse(Errc::wrong_credentials);
    AuditEntry entry{.action = {}, .target = {}, .details = "ADMIN_EMAIL"};
    const auto changed = co_await parts_.administration.change(
        holder.user.id, {.role = Role::admin, .is_active = true}, std::move(entry), clock_());
    if (!changed) co_return refuse(changed.error());
    co_return Answer<void>();
}

asio::awaitable<Answer<void>> FirstAdmin::create(Account account) {
    auto drafted =
        co_await parts_.accounts.draft({.username = username_from(account.email, 0),
                                        .email = account.email,
                                        .password = std::string(account.password.reveal())});
    if (!drafted) co_return std::unexpected(drafted.error());
    auto draft = *std::move(drafted);
    draft.user.role = Role::admin;
    const AuditEntry entry{.action = "user.created",
                           .target = to_string(draft.user.id),
                           .details = "admin by ADMIN_EMAIL"};
    for (unsigned attempt = 0; attempt < attempts_max; ++attempt) {
        draft.user.username = username_from(account.email, attempt);
        draft.user.display_name = draft.user.username;
        draft.handle = to_lower_ascii(draft.user.username);
        const auto created = co_await parts_.administration.create(draft, entry);
        if (created) co_return Answer<void>();
        if (created.error() == Errc::email_taken) co_return co_await explain_taken_email();
        if (created.error() != Errc::username_taken) co_return refuse(created.error());
    }
    co_return refuse(Errc::username_taken);
}

/// It is the address of somebody who has left, until the account is purged. The last admin cannot
/// leave, so that somebody else is one: no reason not to start.
asio::awaitable<Answer<void>> FirstAdmin::explain_taken_email() {
    const bool needed = co_await is_needed();
    if (needed) co_return refuse(Errc::email_taken);
    co_return Answer<void>();
}

}  // namespace freshet::accounts
