#pragma once

#include "store/sql/database.hpp"
#include "vod/video_repository.hpp"

namespace freshet::sql {

/// Videos as rows. The database outlives it.
class VideosRepository final : public vod::VideoRepository {
public:
    explicit VideosRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<vod::Video>> find(VideoId id) override;
    asio::awaitable<std::vector<vod::Video>> find_all(std::vector<VideoId> ids) override;
    asio::awaitable<std::optional<vod::Playable>> find_playable(VideoId id) override;
    asio::awaitable<Paged<vod::Video>> list(vod::VideoFilter filter, Page page) override;
    asio::awaitable<Answer<vod::Video>> change(VideoId id, vod::VideoChanges changes,
                                               WallTime now) override;
    asio::awaitable<Result<vod::RemovedVideo>> remove(VideoId id, WallTime now) override;
    asio::awaitable<std::uint64_t> used_bytes(UserId owner) override;
    asio::awaitable<vod::Stored> stored() override;
    asio::awaitable<std::vector<vod::StoredOfUser>> hoarders(std::uint32_t limit) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
