#pragma once

#include <optional>
#include <string>

#include "accounts/first_admin.hpp"
#include "serve/api/auth_routes.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"

namespace freshet::api {

struct SetupView {
    bool needed = false;

    static constexpr json::Rule rules[] = {{.field = "needed", .example = "true"}};
};
BOOST_DESCRIBE_STRUCT(SetupView, (), (needed))

struct SetupRequest {
    std::string code;
    std::string username;
    std::string email;
    std::string password;
    std::optional<TokenDelivery> token_delivery;

    static constexpr json::Rule rules[] = {
        {.field = "code",
         .about = "Of the address that the program printed when it was started last.",
         .example = "mzxw6ytboi2dkmrxga3tqojqgezdgnbv",
         .length_max = 100},
        rules::username,
        rules::email,
        rules::new_password,
        rules::token_delivery,
    };
};
BOOST_DESCRIBE_STRUCT(SetupRequest, (), (code, username, email, password, token_delivery))
void validate(const SetupRequest& input, json::Issues& issues);

/// The first admin. Used by all io threads at once; what it refers to outlives it.
class SetupRoutes {
public:
    SetupRoutes(accounts::FirstAdmin& first_admin, const AuthRoutes& auth)
        : first_admin_(first_admin), auth_(auth) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, SetupRoutes* self);

private:
    asio::awaitable<Reply<SetupView>> get(Call call, Nothing);
    asio::awaitable<Reply<SessionView>> set_up(Call call, SetupRequest input);

    accounts::FirstAdmin& first_admin_;
    const AuthRoutes& auth_;
};

}  // namespace freshet::api
