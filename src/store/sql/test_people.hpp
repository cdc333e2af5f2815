#pragma once

#include <string>

#include "store/sql/accounts_repository.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql::test {

/// A user, and the channel of the same name.
struct Person {
    UserId user;
    ChannelId channel;
};

inline constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

/// Registers somebody as accounts::Accounts would. `name` is lower case and not taken.
inline Person add_person(Database& database, const std::string& name) {
    const Person person{.user = UserId::make(), .channel = ChannelId::make()};
    AccountsRepository accounts(database);
    const auto created = run(accounts.create({.user = {.id = person.user,
                                                       .username = name,
                                                       .email = name + "@example.org",
                                                       .display_name = name,
                                                       .avatar_url = {},
                                                       .bio = {},
                                                       .created_at = noon,
                                                       .updated_at = noon,
                                                       .last_login_at = {}},
                                              .password_hash = "hash",
                                              .channel = person.channel,
                                              .handle = name,
                                              .stream_key_hash = "key of " + name}));
    if (!created) throw std::runtime_error(name + " is taken");
    return person;
}

/// Changes rows as no repository does.
inline void change(Database& database, std::string text) {
    run(database.write([text = std::move(text)](Session& session) { session.execute(text); }));
}

}  // namespace freshet::sql::test
