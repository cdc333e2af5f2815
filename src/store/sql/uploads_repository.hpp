#pragma once

#include "store/sql/database.hpp"
#include "vod/upload_repository.hpp"

namespace freshet::sql {

/// Uploads as rows. The database outlives it.
class UploadsRepository final : public vod::UploadRepository {
public:
    explicit UploadsRepository(Database& database) : database_(database) {}

    asio::awaitable<Answer<vod::Upload>> begin(vod::UploadDraft draft, vod::UploadLimits limits,
                                               WallTime now) override;
    asio::awaitable<Result<vod::Upload>> find(VideoId id, UserId owner, WallTime now) override;
    asio::awaitable<Result<vod::Upload>> set_length(VideoId id, UserId owner, std::uint64_t length,
                                                    vod::UploadLimits limits,
                                                    WallTime now) override;
    asio::awaitable<Result<vod::Upload>> note(vod::Advance advance, UserId owner,
                                              vod::UploadLimits limits, WallTime now) override;
    asio::awaitable<Result<vod::Finished>> finish(VideoId id, UserId owner, std::uint64_t size,
                                                  WallTime now) override;
    asio::awaitable<Result<JobId>> give_up(VideoId id, UserId owner, WallTime now) override;
    asio::awaitable<std::vector<VideoId>> give_up_expired(WallTime now, std::size_t count) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
