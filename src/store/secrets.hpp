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

/// A change of SECRET_KEY that is under way. The next secret is on disk before the database is
/// rewritten for it, so that a change that was cut off can be finished.
struct Rotation {
    SecretText next;
    bool was_begun = false;  // By an earlier call: the database may be rewritten or not.
};

/// Makes the next secret and keeps it in the file, beside the one in force.
std::expected<Rotation, std::string> begin_rotation(const std::string& file);

/// The next secret is the one in force from now on. Where SECRET_KEY is given from outside, the
/// file forgets it: it is for whoever gives it to keep.
std::expected<void, std::string> finish_rotation(const std::string& file, bool is_given);

}  // namespace freshet::store
