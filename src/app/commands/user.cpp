#include <array>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/commands/desk.hpp"
#include "app/explain.hpp"
#include "base/encoding.hpp"
#include "base/names.hpp"
#include "base/random.hpp"

namespace freshet::app {

namespace {

using accounts::Role;

const std::string by_command = "the command line";

struct NewAccount {
    std::string username;
    std::string email;
    bool admin = false;
    bool password_from_stdin = false;
};

struct NewRole {
    std::string user;
    std::string role;
};

std::string make_password() {
    std::array<std::byte, 15> bytes;  // 120 bits, 24 letters.
    fill_random(bytes);
    return to_base32(bytes);
}

/// The first line, without its end.
std::string read_password() {
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

int create(Desk& desk, const NewAccount& account) {
    const auto password = account.password_from_stdin ? read_password() : make_password();
    auto drafted = desk.run(desk.people().accounts.draft(
        {.username = account.username, .email = account.email, .password = password}));
    if (!drafted) return refuse(explain(drafted.error()));
    drafted->user.role = account.admin ? Role::admin : Role::user;
    const AuditEntry entry{
        .action = "user.created",
        .target = to_string(drafted->user.id),
        .details = fmt::format("{} by {}", to_string(drafted->user.role), by_command)};
    const auto created =
        desk.run(desk.people().administration_rows.create(*std::move(drafted), entry));
    if (!created) return refuse(explain({.reason = created.error(), .fields = {}}));
    fmt::print("created {}\n", account.username);
    if (!account.password_from_stdin) fmt::print("password {}\n", password);
    return 0;
}

int set_role(Desk& desk, const NewRole& wish) {
    const auto role = accounts::role_from(wish.role).value();
    const auto user = desk.run(desk.people().accounts.find(wish.user));
    if (!user) return refuse("there is no user " + log::escaped(wish.user));
    const auto changed = desk.run(desk.people().administration.change(
        user->id, {.role = role, .is_active = {}}, {.details = by_command}));
    if (!changed) return refuse(explain({.reason = changed.error(), .fields = {}}));
    fmt::print("{} is {} now\n", changed->username, to_string(changed->role));
    return 0;
}

int list(Desk& desk) {
    fmt::print("{:<36}  {:<24}  {:<9}  {:<8}  {}\n", "ID", "USERNAME", "ROLE", "STATE", "E-MAIL");
    Page page{.number = 1, .limit = Page::limit_max};
    while (true) {
        const auto users = desk.run(desk.people().administration.list({}, page));
        for (const auto& user : users.items) {
            fmt::print("{}  {:<24}  {:<9}  {:<8}  {}\n", to_string(user.id), user.username,
                       to_string(user.role), user.is_active ? "active" : "disabled", user.email);
        }
        if (users.items.size() < page.limit) return 0;
        ++page.number;
    }
}

/// `promote` and `demote` differ in the roles that they give.
void add_role_command(CLI::App& user, Command& chosen, const char* name, const char* about,
                      const std::vector<std::string>& roles) {
    const auto wish = std::make_shared<NewRole>(NewRole{.user = {}, .role = roles.front()});
    auto* command = user.add_subcommand(name, about);
    command->add_option("user", wish->user, "Username or id.")->required();
    command->add_option("--role", wish->role, "The new role.")
        ->check(CLI::IsMember(roles))
        ->capture_default_str();
    command->callback([&chosen, wish] {
        chosen = [wish](const Config& config) {
            return at_desk(config, [wish](Desk& desk) { return set_role(desk, *wish); });
        };
    });
}

}  // namespace

void add_user_commands(CLI::App& cli, Command& chosen) {
    auto* user = cli.add_subcommand("user", "Make, promote and list users.");
    user->require_subcommand(1);

    const auto account = std::make_shared<NewAccount>();
    auto* create_user =
        user->add_subcommand("create", "Make a user; prints a password unless one is given.");
    create_user->add_option("--username", account->username, "The name.")->required();
    create_user->add_option("--email", account->email, "The e-mail address.")->required();
    create_user->add_flag("--admin", account->admin, "With the role admin.");
    create_user->add_flag("--password-stdin", account->password_from_stdin,
                          "Read the password from standard input.");
    create_user->callback([&chosen, account] {
        chosen = [account](const Config& config) {
            return at_desk(config, [account](Desk& desk) { return create(desk, *account); });
        };
    });

    add_role_command(*user, chosen, "promote", "Give a user more rights.", {"admin", "moderator"});
    add_role_command(*user, chosen, "demote", "Give a user fewer rights.", {"user", "moderator"});

    user->add_subcommand("list", "List all users.")->callback([&chosen] {
        chosen = [](const Config& config) { return at_desk(config, list); };
    });
}

}  // namespace freshet::app
