#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/avatars.hpp"
#include "accounts/email_verification.hpp"
#include "accounts/holdings.hpp"
#include "accounts/passwords.hpp"
#include "accounts/profiles.hpp"
#include "accounts/removal.hpp"
#include "accounts/sessions.hpp"

namespace freshet::api {

/// What one part of the program holds on a person, as it stands in the export under its name.
struct Exporter {
    std::string name;  // "media"
    std::function<boost::asio::awaitable<std::string>(UserId)> json;
};

/// Told of who has just registered, in which language. At once, and does not throw.
using Greet = std::function<void(accounts::User user, std::string language)>;

/// What people's own accounts stand on; all of it outlives the Api.
struct AccountParts {
    accounts::Profiles& profiles;
    accounts::Avatars& avatars;
    accounts::Passwords& passwords;
    accounts::EmailVerification& verification;
    accounts::Sessions& sessions;
    accounts::Removal& removal;
    accounts::HoldingsRepository& holdings;
    Greet greet{};                      // None: nobody is greeted.
    std::vector<Exporter> exporters{};  // Beside what accounts and channels hold.
};

}  // namespace freshet::api
