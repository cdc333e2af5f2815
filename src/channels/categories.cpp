#include "channels/categories.hpp"

#include <utility>

#include "base/slug.hpp"
#include "channels/error.hpp"
#include "channels/rules.hpp"

namespace freshet::channels {

namespace {

std::unexpected<Refusal> refused(FieldErrors errors) {
    return std::unexpected(Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
}

FieldErrors check(const Category& category) {
    FieldErrors errors;
    check_title("name", category.name, errors);
    if (!errors.empty()) return errors;
    // One that reads as an id could not be found by its name.
    if (CategoryId::parse(category.name))
        errors.push_back({.field = "name", .code = "reserved", .params = {}});
    if (slug_of(category.slug, Limits::slug_max) != category.slug || category.slug.empty() ||
        CategoryId::parse(category.slug)) {
        errors.push_back({.field = "slug", .code = "bad_format", .params = {{"format", "slug"}}});
    }
    check_url("iconUrl", category.icon_url, errors);
    return errors;
}

}  // namespace

asio::awaitable<Answer<Category>> Categories::add(CategoryDraft draft) {
    Category category{.id = CategoryId::make(),
                      .name = trimmed(draft.name),
                      .slug = draft.slug.value_or(slug_of(draft.name, Limits::slug_max)),
                      .icon_url = std::move(draft.icon_url),
                      .created_at = clock_()};
    if (auto errors = check(category); !errors.empty()) co_return refused(std::move(errors));
    const auto added = co_await repository_.add(category);
    if (!added) co_return std::unexpected(Refusal{.reason = added.error(), .fields = {}});
    co_return category;
}

asio::awaitable<Answer<Category>> Categories::change(std::string name, CategoryChanges changes) {
    auto category = co_await repository_.find(std::move(name));
    if (!category) co_return refuse(Errc::category_not_found);
    if (changes.name) category->name = trimmed(*changes.name);
    if (changes.slug) category->slug = *std::move(changes.slug);
    if (changes.icon_url) category->icon_url = *std::move(changes.icon_url);
    if (auto errors = check(*category); !errors.empty()) co_return refused(std::move(errors));
    const auto replaced = co_await repository_.replace(*category, clock_());
    if (!replaced) co_return std::unexpected(Refusal{.reason = replaced.error(), .fields = {}});
    co_return *std::move(category);
}

asio::awaitable<Result<void>> Categories::remove(std::string name) {
    const auto category = co_await repository_.find(std::move(name));
    if (!category) co_return fail(Errc::category_not_found);
    co_return co_await repository_.remove(category->id);
}

}  // namespace freshet::channels
