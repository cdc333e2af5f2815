#pragma once

#include "channels/categories.hpp"
#include "channels/rules.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"
#include "site/audit.hpp"

namespace freshet::api {

struct ListCategoriesRequest {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListCategoriesRequest, (), (page, limit))

struct NewCategoryRequest {
    std::string name;
    std::optional<std::string> slug;
    std::optional<std::string> icon_url;

    static constexpr json::Rule rules[] = {
        {.field = "id",
         .about = "A category's slug, name or id, in any case.",
         .length_min = 1,
         .length_max = 100},
        {.field = "name", .example = "Art", .length_min = 1, .length_max = 50},
        {.field = "slug",
         .about = "Made from the name when absent.",
         .example = "art",
         .length_min = 1,
         .length_max = channels::Limits::slug_max},
        {.field = "iconUrl", .format = "uri-reference", .length_max = channels::Limits::url_max},
    };
};
BOOST_DESCRIBE_STRUCT(NewCategoryRequest, (), (name, slug, icon_url))

struct ReplaceCategoryRequest : NewCategoryRequest {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(ReplaceCategoryRequest, (NewCategoryRequest), (id))

struct ChangeCategoryRequest {
    std::string id;
    json::Omittable<std::string> name;
    json::Omittable<std::string> slug;
    json::Omittable<std::optional<std::string>> icon_url;

    static constexpr auto& rules = NewCategoryRequest::rules;
};
BOOST_DESCRIBE_STRUCT(ChangeCategoryRequest, (), (id, name, slug, icon_url))

/// What streams can be about. Used by all io threads at once; what it refers to outlives it.
class CategoryRoutes {
public:
    CategoryRoutes(channels::Categories& categories, site::Audit& audit)
        : categories_(categories), audit_(audit) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, CategoryRoutes* self);

private:
    asio::awaitable<Reply<ListOf<CategoryView>>> list(Call call, ListCategoriesRequest input);
    asio::awaitable<Reply<CategoryView>> get(Call call, ById input);
    asio::awaitable<Reply<CategoryView>> add(Call call, NewCategoryRequest input);
    asio::awaitable<Reply<CategoryView>> replace(Call call, ReplaceCategoryRequest input);
    asio::awaitable<Reply<CategoryView>> change(Call call, ChangeCategoryRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);

    asio::awaitable<Reply<CategoryView>> apply(Call call, std::string id,
                                               channels::CategoryChanges changes);

    channels::Categories& categories_;
    site::Audit& audit_;
};

}  // namespace freshet::api
