#pragma once

#include "site/documents.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Documents as rows. The database outlives it.
class DocumentsRepository final : public site::DocumentRepository {
public:
    explicit DocumentsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::vector<site::Document>> list() override;
    asio::awaitable<std::optional<site::Document>> find(
        site::DocumentKey key, std::optional<std::uint32_t> version) override;
    asio::awaitable<Paged<site::Document>> versions(site::DocumentKey key, Page page) override;
    asio::awaitable<Result<site::Document>> create(site::DocumentEdit draft, std::size_t texts_max,
                                                   WallTime now) override;
    asio::awaitable<Result<site::Document>> edit(site::DocumentEdit edit, WallTime now) override;
    asio::awaitable<Result<void>> remove(std::string slug,
                                         std::optional<std::string> language) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
