#pragma once

#include <expected>
#include <memory>
#include <string>

#include "store/sql/session.hpp"

namespace freshet::sql {

/// Opens an SQLite file, which is made if need be: WAL, synchronous=FULL (what is committed
/// survives power loss), foreign keys on. Fails with one line that says why.
std::expected<std::unique_ptr<Session>, std::string> open_sqlite(const std::string& path,
                                                                 Access access);

}  // namespace freshet::sql
