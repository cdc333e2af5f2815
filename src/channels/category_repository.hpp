#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/category.hpp"

namespace freshet::channels {

namespace asio = boost::asio;

/// Where categories are kept; promises as ChannelRepository. No two have the same name or slug,
/// whatever their case.
class CategoryRepository {
public:
    virtual ~CategoryRepository() = default;

    /// In the order of their names.
    virtual asio::awaitable<Paged<Category>> list(Page page) = 0;

    /// By id, slug or name, in any case.
    virtual asio::awaitable<std::optional<Category>> find(std::string name) = 0;

    /// Errc::category_taken.
    virtual asio::awaitable<Result<void>> add(Category category) = 0;

    /// Errc::category_not_found, Errc::category_taken.
    virtual asio::awaitable<Result<void>> replace(Category category, WallTime now) = 0;

    /// Streams that have it go on without. Errc::category_not_found.
    virtual asio::awaitable<Result<void>> remove(CategoryId id) = 0;
};

}  // namespace freshet::channels
