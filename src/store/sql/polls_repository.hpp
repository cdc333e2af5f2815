#pragma once

#include "community/polls.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Polls as rows. The database outlives it.
class PollsRepository final : public community::PollRepository {
public:
    explicit PollsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<community::Poll>> start(community::ChatActor actor,
                                                   community::PollDraft draft,
                                                   WallTime now) override;
    asio::awaitable<Result<void>> vote(community::Vote vote, WallTime now) override;
    asio::awaitable<Result<community::Poll>> end(community::ChatActor actor, community::PollKey key,
                                                 WallTime now) override;
    asio::awaitable<std::optional<community::Poll>> find(community::PollKey key) override;
    asio::awaitable<std::optional<community::Poll>> newest_of(StreamId stream) override;
    asio::awaitable<std::optional<std::size_t>> vote_of(PollId poll, UserId user) override;
    asio::awaitable<std::vector<community::OwnVote>> of_user(UserId user, PollId after,
                                                             std::size_t count) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
