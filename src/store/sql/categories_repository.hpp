#pragma once

#include "channels/category_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Categories as rows. The database outlives it.
class CategoriesRepository final : public channels::CategoryRepository {
public:
    explicit CategoriesRepository(Database& database) : database_(database) {}

    asio::awaitable<Paged<channels::Category>> list(Page page) override;
    asio::awaitable<std::optional<channels::Category>> find(std::string name) override;
    asio::awaitable<Result<void>> add(channels::Category category) override;
    asio::awaitable<Result<void>> replace(channels::Category category, WallTime now) override;
    asio::awaitable<Result<void>> remove(CategoryId id) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
