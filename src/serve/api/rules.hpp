#pragma once

#include "accounts/rules.hpp"
#include "base/described.hpp"
#include "base/page.hpp"

/// What is asked of fields that several requests have, each said once.
namespace freshet::api::rules {

inline constexpr json::Rule username{.field = "username",
                                     .about = "Letters without accents, digits, `_` and `-`.",
                                     .example = "ada",
                                     .length_min = accounts::Limits::username_min,
                                     .length_max = accounts::Limits::username_max};
inline constexpr json::Rule email{.field = "email",
                                  .example = "ada@example.org",
                                  .format = "email",
                                  .length_max = accounts::Limits::email_max};
inline constexpr json::Rule new_password{.field = "password",
                                         .example = "correct horse",
                                         .format = "password",
                                         .length_min = accounts::Limits::password_min,
                                         .length_max = accounts::Limits::password_max};
inline constexpr json::Rule token_delivery{
    .field = "tokenDelivery", .about = "`cookie` when absent.", .example = "cookie"};

inline constexpr json::Rule channel{
    .field = "id", .about = "A channel's id or handle.", .length_min = 1, .length_max = 100};

inline constexpr json::Rule page{.field = "page", .example = "1", .min = 1};
inline constexpr json::Rule limit{
    .field = "limit", .example = "20", .min = 1, .max = Page::limit_max};

}  // namespace freshet::api::rules
