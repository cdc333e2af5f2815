#pragma once

#include "store/sql/database.hpp"
#include "vod/share_link.hpp"

namespace freshet::sql {

/// Share links as rows. The database outlives it.
class ShareLinksRepository final : public vod::ShareLinkRepository {
public:
    explicit ShareLinksRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<void>> add(vod::ShareLink link, std::uint32_t count_max) override;
    asio::awaitable<std::vector<vod::ShareLink>> list(VideoId video) override;
    asio::awaitable<std::optional<vod::SharedVideo>> find(std::string secret_hash) override;
    asio::awaitable<void> note_opened(ShareLinkId id) override;
    asio::awaitable<Result<vod::Video>> remove(VideoId video, ShareLinkId id,
                                               WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
