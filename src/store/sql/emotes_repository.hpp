#pragma once

#include "community/emotes.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Emotes as rows. The database outlives it.
class EmotesRepository final : public community::EmoteRepository {
public:
    explicit EmotesRepository(Database& database) : database_(database) {}

    asio::awaitable<std::vector<community::Emote>> of_channel(ChannelId channel) override;
    asio::awaitable<void> plan(std::string image, WallTime now) override;
    asio::awaitable<Result<community::EmotePut>> put(community::EmoteDraft draft,
                                                     std::size_t count_max, WallTime now) override;
    asio::awaitable<Result<community::Emote>> change(community::EmoteChange change) override;
    asio::awaitable<Result<community::Emote>> remove(ChannelId channel, std::string code) override;
    asio::awaitable<std::vector<std::string>> unused(WallTime before, std::size_t count) override;
    asio::awaitable<void> forget(std::vector<std::string> images) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
