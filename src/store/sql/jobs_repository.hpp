#pragma once

#include "store/sql/database.hpp"
#include "vod/job_repository.hpp"

namespace freshet::sql {

/// Jobs as rows. On PostgreSQL claims pass over each other's rows; on SQLite there is one writer.
/// The database outlives it.
class JobsRepository final : public vod::JobRepository {
public:
    explicit JobsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<vod::Claimed>> claim(vod::JobWish wish) override;
    asio::awaitable<std::vector<vod::Ended>> bury(std::size_t count) override;
    asio::awaitable<Result<vod::Job>> renew(vod::Claim claim, std::uint32_t progress) override;
    asio::awaitable<Result<vod::Job>> become(vod::Claim claim, vod::JobKind kind) override;
    asio::awaitable<Result<vod::Ended>> publish(vod::Claim claim, vod::Outcome outcome) override;
    asio::awaitable<Result<vod::Video>> add_rendition(vod::Claim claim,
                                                      vod::Rendition rendition) override;
    asio::awaitable<Result<vod::Ended>> complete(vod::Claim claim) override;
    asio::awaitable<Result<vod::Ended>> fail(vod::Claim claim, vod::FailureCode code) override;
    asio::awaitable<Result<vod::Ended>> put_off(vod::Claim claim,
                                                vod::Hindrance hindrance) override;
    asio::awaitable<Result<vod::Ended>> give_back(vod::Claim claim) override;
    asio::awaitable<std::optional<vod::Job>> find(JobId id) override;
    asio::awaitable<Paged<vod::Job>> list(vod::JobFilter filter, Page page) override;
    asio::awaitable<std::vector<vod::Job>> changed(WallTime since, std::size_t count) override;
    asio::awaitable<WallTime> clock() override;
    asio::awaitable<Result<vod::Job>> retry(JobId id) override;
    asio::awaitable<Result<vod::Job>> retry_video(VideoId id) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
