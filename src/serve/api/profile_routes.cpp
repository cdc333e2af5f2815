#include "serve/api/profile_routes.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "image/error.hpp"
#include "serve/api/picture_upload.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

constexpr PictureUpload avatar_upload{.bytes_max = std::size_t{8} * 1024 * 1024, .part = "avatar"};

accounts::ProfileChange change_of(const ProfileRequest& input) {
    return {.username = input.username,
            .email = input.email,
            .display_name = input.display_name,
            .bio = input.bio};
}

/// A whole profile: what is left out goes back to what it was at registration. Name and address
/// have no such value, and stay.
ProfileRequest whole(ProfileRequest input, const accounts::User& user) {
    if (!input.display_name) input.display_name = input.username.value_or(user.username);
    if (!input.bio) input.bio = "";
    return input;
}

Operation edit_operation(http::Method method, std::string_view path, std::string_view id,
                         std::string_view summary) {
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "Users",
            .summary = summary,
            .scope = Scope::user,
            .reasons = {Accounts::username_taken, Accounts::email_taken,
                        Accounts::current_password_wrong, Accounts::too_many_passwords},
            .changes_lists = true};
}

}  // namespace

void validate(const ProfileRequest& input, json::Issues& issues) {
    issues.add(accounts::check(accounts::trimmed(change_of(input))));
}

void ProfileRoutes::describe(Table& table, ProfileRoutes* self) {
    table.add(edit_operation(patch, "/api/users/me", "updateMe", "Change some of the own profile"),
              self, &ProfileRoutes::update_me);
    table.add(edit_operation(put, "/api/users/me", "replaceMe",
                             "Replace the own profile; username and address stay if left out"),
              self, &ProfileRoutes::replace_me);
    auto update = edit_operation(patch, "/api/users/:id", "updateUser",
                                 "Change some of a profile: one's own, or as an admin");
    auto replace = edit_operation(put, "/api/users/:id", "replaceUser",
                                  "Replace a profile: one's own, or as an admin");
    for (auto* operation : {&update, &replace}) {
        operation->reasons.emplace_back(Errc::forbidden);
        operation->reasons.emplace_back(Accounts::user_not_found);
    }
    table.add(std::move(update), self, &ProfileRoutes::update);
    table.add(std::move(replace), self, &ProfileRoutes::replace);
    table.add({.method = put,
               .path = "/api/users/me/avatar",
               .id = "setAvatar",
               .tag = "Users",
               .summary = "Show a picture: its middle square, made into a WebP of 512 x 512",
               .scope = Scope::user,
               .reasons = {Errc::malformed_form, image::Errc::unknown_format,
                           image::Errc::too_large, image::Errc::malformed},
               .body_bytes_max = avatar_upload.body_bytes_max(),
               .upload_types = {avatar_upload.types.begin(), avatar_upload.types.end()},
               .changes_lists = true},
              self, &ProfileRoutes::set_avatar);
    table.add({.method = delete_,
               .path = "/api/users/me/avatar",
               .id = "removeAvatar",
               .tag = "Users",
               .summary = "Show no picture any more",
               .scope = Scope::user,
               .changes_lists = true},
              self, &ProfileRoutes::remove_avatar);
}

asio::awaitable<Reply<UserView>> ProfileRoutes::update_me(Call call, ProfileRequest input) {
    const auto self = call.who().user;
    co_return co_await edit(std::move(call), self, std::move(input));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::replace_me(Call call, ProfileRequest input) {
    const auto user = co_await accounts_.find(call.who().user);
    if (!user) co_return fail(Accounts::user_not_found);
    auto all = whole(std::move(input), *user);
    co_return co_await edit(std::move(call), user->id, std::move(all));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::update(Call call, UserProfileRequest input) {
    const auto user = co_await editable(call, input.id);
    if (!user) co_return std::unexpected(user.error());
    ProfileRequest& profile = input;
    co_return co_await edit(std::move(call), user->id, std::move(profile));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::replace(Call call, UserProfileRequest input) {
    const auto user = co_await editable(call, input.id);
    if (!user) co_return std::unexpected(user.error());
    auto all = whole(std::move(input), *user);
    co_return co_await edit(std::move(call), user->id, std::move(all));
}

asio::awaitable<Result<accounts::User>> ProfileRoutes::editable(Call call, std::string id) const {
    auto user = co_await accounts_.find(std::move(id));
    if (!user) co_return fail(Accounts::user_not_found);
    const bool is_admin = call.who().role == accounts::Role::admin;
    if (!call.is(user->id) && !is_admin) {
        // Who is disabled is invisible to others.
        if (!user->is_active) co_return fail(Accounts::user_not_found);
        co_return fail(Errc::forbidden);
    }
    co_return *std::move(user);
}

asio::awaitable<Reply<UserView>> ProfileRoutes::edit(Call call, UserId subject,
                                                     ProfileRequest input) {
    accounts::ProfileEdit edit{.editor = call.who().user,
                               .subject = subject,
                               .change = change_of(input),
                               .current_password = input.current_password,
                               .language = std::string(code(call.language))};
    auto user = co_await profiles_.edit(std::move(edit));
    if (!user) co_return std::unexpected(user.error());
    co_await access_.note(call, user->id, "user.changed", to_string(user->id));
    co_return co_await presenter_.user(*std::move(user), std::move(call));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::set_avatar(Call call, Nothing) {
    auto picture = avatar_upload.read(call.upload);
    if (!picture) co_return std::unexpected(picture.error());
    call.upload = {};
    auto user = co_await avatars_.change(call.who().user, *std::move(picture));
    co_return co_await show(std::move(call), std::move(user));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::remove_avatar(Call call, Nothing) {
    auto user = co_await avatars_.remove(call.who().user);
    co_return co_await show(std::move(call), std::move(user));
}

asio::awaitable<Reply<UserView>> ProfileRoutes::show(Call call, Result<accounts::User> user) const {
    if (!user) co_return std::unexpected(user.error());
    co_return co_await presenter_.user(*std::move(user), std::move(call));
}

}  // namespace freshet::api
