#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/page.hpp"
#include "channels/category_repository.hpp"

namespace freshet::channels {

/// What the staff says of a category.
struct CategoryDraft {
    std::string name;
    std::optional<std::string> slug;  // Made from the name when absent.
    std::string icon_url;             // Empty: none.
};

/// What is to become of a category; what is absent stays.
struct CategoryChanges {
    std::optional<std::string> name;
    std::optional<std::string> slug;
    std::optional<std::string> icon_url;
};

/// What streams can be about. Used by all io threads at once; the repository outlives it.
class Categories {
public:
    Categories(CategoryRepository& repository, WallClock clock)
        : repository_(repository), clock_(std::move(clock)) {}

    asio::awaitable<Paged<Category>> list(Page page) { return repository_.list(page); }

    /// By id, slug or name, in any case.
    asio::awaitable<std::optional<Category>> find(std::string name) {
        return repository_.find(std::move(name));
    }

    /// Errc::invalid_fields, Errc::category_taken.
    asio::awaitable<Answer<Category>> add(CategoryDraft draft);

    /// As `add`, and Errc::category_not_found.
    asio::awaitable<Answer<Category>> change(std::string name, CategoryChanges changes);

    asio::awaitable<Result<void>> remove(std::string name);

private:
    CategoryRepository& repository_;
    WallClock clock_;
};

}  // namespace freshet::channels
