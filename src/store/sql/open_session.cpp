#include "store/sql/open_session.hpp"

#include <string_view>

#include "store/sql/postgres.hpp"
#include "store/sql/postgres_url.hpp"
#include "store/sql/sqlite.hpp"

namespace freshet::sql {

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

}  // namespace

std::expected<std::unique_ptr<Session>, std::string> open_session(const Database::Config& config,
                                                                  Access access) {
    if (config.url.starts_with(sqlite_scheme))
        return open_sqlite(config.url.substr(sqlite_scheme.size()), access);
    if (is_postgres_url(config.url)) {
        return open_postgres(
            {.url = config.url, .act_time_max = config.act_time_max, .patience = config.patience});
    }
    return std::unexpected(
        "DATABASE_URL begins with sqlite:, followed by the path of a file, or with postgresql://");
}

}  // namespace freshet::sql
