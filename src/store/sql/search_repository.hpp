#pragma once

#include "channels/search.hpp"
#include "store/sql/database.hpp"
#include "store/sql/search.hpp"

namespace freshet::sql {

/// Searches the rows. The database outlives it.
class SearchRepository final : public channels::SearchRepository {
public:
    explicit SearchRepository(Database& database) : database_(database) {}

    asio::awaitable<Paged<channels::Found>> search(channels::SearchQuery query,
                                                   Page page) override {
        return database_.read([query = std::move(query), page](Session& session) {
            return sql::search(session, query, page);
        });
    }

private:
    Database& database_;
};

}  // namespace freshet::sql
