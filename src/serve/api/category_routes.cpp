#include "serve/api/category_routes.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/message.hpp"

namespace freshet::api {

using Channels = channels::Errc;
using enum http::Method;

void CategoryRoutes::describe(Table& table, CategoryRoutes* self) {
    table.add({.path = "/api/categories",
               .id = "listCategories",
               .tag = "Categories",
               .summary = "All categories, in the order of their names",
               .is_remembered = true},
              self, &CategoryRoutes::list);
    table.add({.path = "/api/categories/:id",
               .id = "getCategory",
               .tag = "Categories",
               .summary = "A category by slug, name or id",
               .reasons = {Channels::category_not_found}},
              self, &CategoryRoutes::get);
    table.add({.method = post,
               .path = "/api/categories",
               .id = "addCategory",
               .tag = "Categories",
               .summary = "Add a category",
               .scope = Scope::admin,
               .success = 201,
               .reasons = {Channels::category_taken},
               .changes_lists = true},
              self, &CategoryRoutes::add);
    table.add({.method = put,
               .path = "/api/categories/:id",
               .id = "replaceCategory",
               .tag = "Categories",
               .summary = "Say anew what a category is",
               .scope = Scope::admin,
               .reasons = {Channels::category_not_found, Channels::category_taken},
               .changes_lists = true},
              self, &CategoryRoutes::replace);
    table.add({.method = patch,
               .path = "/api/categories/:id",
               .id = "changeCategory",
               .tag = "Categories",
               .summary = "Change what is named of a category",
               .scope = Scope::admin,
               .reasons = {Channels::category_not_found, Channels::category_taken},
               .changes_lists = true},
              self, &CategoryRoutes::change);
    table.add({.method = delete_,
               .path = "/api/categories/:id",
               .id = "deleteCategory",
               .tag = "Categories",
               .summary = "Delete a category; streams that have it go on without",
               .scope = Scope::admin,
               .reasons = {Channels::category_not_found},
               .changes_lists = true},
              self, &CategoryRoutes::remove);
}

asio::awaitable<Reply<ListOf<CategoryView>>> CategoryRoutes::list(Call,
                                                                  ListCategoriesRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await categories_.list(page);
    ListOf<CategoryView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(view_of(row));
    co_return list;
}

asio::awaitable<Reply<CategoryView>> CategoryRoutes::get(Call, ById input) {
    const auto category = co_await categories_.find(std::move(input.id));
    if (!category) co_return fail(Channels::category_not_found);
    co_return view_of(*category);
}

asio::awaitable<Reply<CategoryView>> CategoryRoutes::add(Call call, NewCategoryRequest input) {
    channels::CategoryDraft draft{.name = std::move(input.name),
                                  .slug = std::move(input.slug),
                                  .icon_url = input.icon_url.value_or("")};
    const auto category = co_await categories_.add(std::move(draft));
    if (!category) co_return std::unexpected(category.error());
    co_await audit_.record(audited(call, "category.created", category->slug));
    co_return created(view_of(*category), "/api/categories/" + category->slug);
}

asio::awaitable<Reply<CategoryView>> CategoryRoutes::replace(Call call,
                                                             ReplaceCategoryRequest input) {
    channels::CategoryChanges changes{.name = std::move(input.name),
                                      .slug = std::move(input.slug),
                                      .icon_url = input.icon_url.value_or("")};
    return apply(std::move(call), std::move(input.id), std::move(changes));
}

asio::awaitable<Reply<CategoryView>> CategoryRoutes::change(Call call,
                                                            ChangeCategoryRequest input) {
    channels::CategoryChanges changes{
        .name = std::move(input.name), .slug = std::move(input.slug), .icon_url = {}};
    if (input.icon_url) changes.icon_url = input.icon_url->value_or("");
    return apply(std::move(call), std::move(input.id), std::move(changes));
}

asio::awaitable<Reply<CategoryView>> CategoryRoutes::apply(Call call, std::string id,
                                                           channels::CategoryChanges changes) {
    const auto category = co_await categories_.change(std::move(id), std::move(changes));
    if (!category) co_return std::unexpected(category.error());
    co_await audit_.record(audited(call, "category.changed", category->slug));
    co_return view_of(*category);
}

asio::awaitable<Reply<Message>> CategoryRoutes::remove(Call call, ById input) {
    const auto removed = co_await categories_.remove(input.id);
    if (!removed) co_return std::unexpected(removed.error());
    co_await audit_.record(audited(call, "category.deleted", std::move(input.id)));
    co_return message(call, "category_deleted.message");
}

}  // namespace freshet::api
