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
    asio::awaitable<community::ReactionCounts> counts(std::vector<MessageId> messages) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
