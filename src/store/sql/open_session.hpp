#pragma once

#include <expected>
#include <memory>
#include <string>

#include "store/sql/database.hpp"
#include "store/sql/session.hpp"

namespace freshet::sql {

/// Opens the database that the URL names, whichever it is. Fails with one line that says why.
std::expected<std::unique_ptr<Session>, std::string> open_session(const Database::Config& config,
                                                                  Access access);

}  // namespace freshet::sql
