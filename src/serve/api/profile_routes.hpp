#pragma once

#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "accounts/avatars.hpp"
#include "accounts/profiles.hpp"
#include "accounts/rules.hpp"
#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

struct ProfileRequest {
    json::Omittable<std::string> username;
    json::Omittable<std::string> email;
    json::Omittable<std::string> display_name;
    json::Omittable<std::string> bio;
    json::Omittable<std::string> current_password;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},  // Where the path has one.
        {.field = "username",
         .about = "The handle of the default channel stays as it is.",
         .example = "ada",
         .length_min = accounts::Limits::username_min,
         .length_max = accounts::Limits::username_max},
        {.field = "email",
         .about = "Another one asks for `currentPassword`, and has to be verified again.",
         .example = "ada@example.org",
         .format = "email",
         .length_max = accounts::Limits::email_max},
        {.field = "displayName",
         .example = "Ada",
         .length_min = 1,
         .length_max = accounts::Limits::display_name_max},
        {.field = "bio", .example = "I paint.", .length_max = accounts::Limits::bio_max},
        {.field = "currentPassword",
         .about = "The caller's, for another address.",
         .example = "correct horse",
         .format = "password"},
    };
};
BOOST_DESCRIBE_STRUCT(ProfileRequest, (), (username, email, display_name, bio, current_password))
void validate(const ProfileRequest& input, json::Issues& issues);

/// The same for a user who is named in the path.
struct UserProfileRequest : ProfileRequest {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(UserProfileRequest, (ProfileRequest), (id))

/// What people say and show of themselves. Used by all io threads at once; what it refers to
/// outlives it.
class ProfileRoutes {
public:
    ProfileRoutes(accounts::Accounts& accounts, accounts::Profiles& profiles,
                  accounts::Avatars& avatars, const Access& access, const Presenter& presenter)
        : accounts_(accounts),
          profiles_(profiles),
          avatars_(avatars),
          access_(access),
          presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ProfileRoutes* self);

private:
    asio::awaitable<Reply<UserView>> update_me(Call call, ProfileRequest input);
    asio::awaitable<Reply<UserView>> replace_me(Call call, ProfileRequest input);
    asio::awaitable<Reply<UserView>> update(Call call, UserProfileRequest input);
    asio::awaitable<Reply<UserView>> replace(Call call, UserProfileRequest input);
    asio::awaitable<Reply<UserView>> set_avatar(Call call, Nothing);
    asio::awaitable<Reply<UserView>> remove_avatar(Call call, Nothing);

    asio::awaitable<Reply<UserView>> edit(Call call, UserId subject, ProfileRequest input);

    /// Who is named, if the caller may change that.
    asio::awaitable<Result<accounts::User>> editable(Call call, std::string id) const;

    asio::awaitable<Reply<UserView>> show(Call call, Result<accounts::User> user) const;

    accounts::Accounts& accounts_;
    accounts::Profiles& profiles_;
    accounts::Avatars& avatars_;
    const Access& access_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
