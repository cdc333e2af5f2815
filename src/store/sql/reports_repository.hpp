#pragma once

#include "community/reports.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Reports as rows. The database outlives it.
class ReportsRepository final : public community::ReportRepository {
public:
    explicit ReportsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<community::FiledReport>> file(community::ReportDraft draft,
                                                         std::uint32_t open_max,
                                                         WallTime now) override;
    asio::awaitable<std::optional<community::Report>> find(community::ReportId id) override;
    asio::awaitable<Paged<community::Report>> list(community::ReportFilter filter,
                                                   Page page) override;
    asio::awaitable<Result<community::Report>> decide(community::ReportVerdict verdict,
                                                      WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
