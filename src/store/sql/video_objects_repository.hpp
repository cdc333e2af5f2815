#pragma once

#include "store/sql/database.hpp"
#include "vod/reconcile.hpp"

namespace freshet::sql {

/// What the rows say of the objects of videos. The database outlives it.
class VideoObjectsRepository final : public vod::NamedRepository {
public:
    explicit VideoObjectsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::vector<vod::Named>> named(std::vector<VideoId> ids) override;
    asio::awaitable<std::vector<vod::Named>> ready_after(VideoId after, std::size_t count) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
