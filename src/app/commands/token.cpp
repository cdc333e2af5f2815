#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/commands/desk.hpp"
#include "app/explain.hpp"

namespace freshet::app {

namespace {

using accounts::TokenScope;

struct NewToken {
    std::vector<std::string> scopes;
    std::string name;
    std::string user;  // Empty: the first admin.
};

std::optional<accounts::User> owner_of(Desk& desk, const NewToken& wish) {
    if (wish.user.empty()) return desk.run(desk.people().api_token_rows.first_admin());
    return desk.run(desk.people().accounts.find(wish.user));
}

int create(Desk& desk, const NewToken& wish) {
    const auto owner = owner_of(desk, wish);
    if (!owner && wish.user.empty()) return refuse("there is no admin; name a user by --user");
    if (!owner) return refuse("there is no user " + log::escaped(wish.user));
    accounts::TokenScopes scopes;
    for (const auto& scope : wish.scopes) scopes.add(accounts::token_scope_from(scope).value());
    if (scopes.allows(TokenScope::admin) && owner->role != accounts::Role::admin) {
        return refuse(owner->username + " is no admin, so the scope admin is worth nothing");
    }
    const auto made = desk.run(desk.people().api_tokens.create(
        owner->id, {.name = wish.name, .scopes = scopes, .expires_at = {}},
        {.action = "api_token.created"}));
    if (!made) return refuse(explain({.reason = made.error(), .fields = {}}));
    std::puts(made->text.c_str());
    return 0;
}

int list(Desk& desk) {
    fmt::print("{:<36}  {:<24}  {:<24}  {:<24}  {}\n", "ID", "USER", "NAME", "LAST USED", "SCOPES");
    for (const auto& [token, user] : desk.run(desk.people().api_token_rows.list_all())) {
        const auto used = token.last_used_at ? to_rfc3339(*token.last_used_at) : "never";
        fmt::print("{}  {:<24}  {:<24}  {:<24}  {}\n", to_string(token.id), user.username,
                   log::escaped(token.name), used, to_string(token.scopes));
    }
    return 0;
}

int revoke(Desk& desk, const std::string& text) {
    const auto id = ApiTokenId::parse(text);
    const bool revoked =
        id && desk.run(desk.people().api_tokens.revoke(*id, {}, {.action = "api_token.revoked"}));
    if (!revoked) return refuse("there is no API token " + log::escaped(text));
    fmt::print("revoked {}\n", text);
    return 0;
}

}  // namespace

void add_token_commands(CLI::App& cli, Command& chosen) {
    auto* token = cli.add_subcommand("token", "Make, list and revoke API tokens.");
    token->require_subcommand(1);

    const auto wish = std::make_shared<NewToken>();
    auto* create_token = token->add_subcommand("create", "Make an API token and print it, once.");
    create_token->add_option("--scope", wish->scopes, "What it is good for; may be repeated.")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>{"media:read", "media:write", "streams:read",
                                                       "streams:write", "admin"}));
    create_token->add_option("--name", wish->name, "What it is called in lists.")->required();
    create_token->add_option("--user", wish->user, "Whose it is; the first admin when absent.");
    create_token->callback([&chosen, wish] {
        chosen = [wish](const Config& config) {
            return at_desk(config, [wish](Desk& desk) { return create(desk, *wish); });
        };
    });

    token->add_subcommand("list", "List the API tokens of all users.")->callback([&chosen] {
        chosen = [](const Config& config) { return at_desk(config, list); };
    });

    const auto id = std::make_shared<std::string>();
    auto* revoke_token = token->add_subcommand("revoke", "Make an API token worthless.");
    revoke_token->add_option("id", *id, "Its id.")->required();
    revoke_token->callback([&chosen, id] {
        chosen = [id](const Config& config) {
            return at_desk(config, [id](Desk& desk) { return revoke(desk, *id); });
        };
    });
}

}  // namespace freshet::app
