#pragma once

#include "community/reactions.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Reactions as rows. The database outlives it.
class ReactionsRepository final : public community::ReactionRepository {
public:
    explicit ReactionsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<bool>> add(community::Reaction reaction,
                                      community::ReactionLimits limits, WallTime now) override;
    asio::awaitable<bool> remove(community::Reaction reaction) override;
    asio::awaitable<community::ReactionCounts> counts(std::vector<MessageId> messages,
                                                      UserId viewer) override;
    asio::awaitable<std::vector<community::OwnReaction>> of_user(UserId user,
                                                                 community::OwnReaction after,
                                                                 std::size_t count) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
