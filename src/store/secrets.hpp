#pragma once

#include <expected>
#include <string>

#include "base/secret_text.hpp"

namespace freshet::store {

/// What must be the same after every start, and known to nobody.
struct Secrets {
    SecretText secret_key;  // SECRET_KEY: stream keys are derived from it.
    SecretText jwt_secret;  // JWT_SECRET: tokens are signed with it.
};

/// Fills in the secrets that are `given` as empty from the file, and makes those that it does not
/// have: the file then has them, on disk, readable by its owner alone. A given secret is not
/// written. Fails with one line that says why.
std::expected<Secrets, std::string> complete_secrets(Secrets given, const std::string& file);

}  // namespace freshet::store
