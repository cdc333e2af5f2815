#include "store/sql/categories_repository.hpp"

#include <utility>

#include "base/names.hpp"
#include "channels/error.hpp"
#include "store/sql/category_acts.hpp"
#include "store/sql/channel_rows.hpp"

namespace freshet::sql {

using channels::Category;
using channels::Errc;

namespace {

Paged<Category> load_categories(Session& session, Page page) {
    Paged<Category> list;
    session.prepare("SELECT COUNT(*) FROM categories").into(list.total).next();
    Category category;
    auto statement =
        session.prepare("SELECT " + std::string(category_columns) +
                        " FROM categories k ORDER BY k.name_key LIMIT :limit OFFSET :offset");
    into_category(statement.use(page.limit).use(page.offset()), category);
    while (statement.next()) list.items.push_back(category);
    return list;
}

Result<void> insert_category(Session& session, const Category& category) {
    auto statement = session.prepare(R"(
        INSERT INTO categories (id, name, name_key, slug, icon_url, created_at, updated_at)
        VALUES (:id, :name, :name_key, :slug, :icon_url, :created_at, :updated_at)
        ON CONFLICT DO NOTHING)");
    statement.use(category.id).use(category.name).use(to_lower_ascii(category.name));
    statement.use(category.slug).use(category.icon_url);
    statement.use(category.created_at).use(category.created_at);
    if (statement.run() == 0) return fail(Errc::category_taken);
    return {};
}

bool is_taken(Session& session, const Category& category) {
    std::int64_t count = 0;
    auto statement = session.prepare(R"(
        SELECT COUNT(*) FROM categories
        WHERE id <> :id AND (slug = :slug OR name_key = :name_key))");
    statement.use(category.id).use(category.slug).use(to_lower_ascii(category.name));
    return statement.into(count).next() && count > 0;
}

Result<void> update_category(Session& session, const Category& category, WallTime now) {
    if (is_taken(session, category)) return fail(Errc::category_taken);
    auto statement = session.prepare(R"(
        UPDATE categories
        SET name = :name, name_key = :name_key, slug = :slug, icon_url = :icon_url,
            updated_at = :now
        WHERE id = :id)");
    statement.use(category.name).use(to_lower_ascii(category.name)).use(category.slug);
    statement.use(category.icon_url).use(now).use(category.id);
    if (statement.run() == 0) return fail(Errc::category_not_found);
    return {};
}

}  // namespace

asio::awaitable<Paged<Category>> CategoriesRepository::list(Page page) {
    return database_.read([page](Session& session) { return load_categories(session, page); });
}

asio::awaitable<std::optional<Category>> CategoriesRepository::find(std::string name) {
    return database_.read(
        [name = std::move(name)](Session& session) { return load_category(session, name); });
}

asio::awaitable<Result<void>> CategoriesRepository::add(Category category) {
    return database_.write([category = std::move(category)](Session& session) {
        return insert_category(session, category);
    });
}

asio::awaitable<Result<void>> CategoriesRepository::replace(Category category, WallTime now) {
    return database_.write([category = std::move(category), now](Session& session) {
        return update_category(session, category, now);
    });
}

asio::awaitable<Result<void>> CategoriesRepository::remove(CategoryId id) {
    return database_.write([id](Session& session) -> Result<void> {
        auto statement = session.prepare("DELETE FROM categories WHERE id = :id");
        if (statement.use(id).run() == 0) return fail(Errc::category_not_found);
        return {};
    });
}

}  // namespace freshet::sql
