#include "store/sql/category_acts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/names.hpp"
#include "channels/error.hpp"
#include "store/sql/channel_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using channels::Category;
using channels::Stream;

std::optional<Category> load_category(Session& session, const std::string& name) {
    const auto key = to_lower_ascii(trim_ascii(name));
    Category category;
    auto statement = session.prepare(
        "SELECT " + std::string(category_columns) +
        " FROM categories k WHERE k.id = :id OR k.slug = :slug OR k.name_key = :name"
        // The slug of one may be the name of another: who says a slug means that.
        " ORDER BY CASE k.slug WHEN CAST(:key AS TEXT) THEN 0 ELSE 1 END LIMIT 1");
    into_category(statement.use(key).use(key).use(key).use(key), category);
    return statement.next() ? std::optional(category) : std::nullopt;
}

Answer<std::vector<CategoryId>> load_category_ids(Session& session,
                                                  const std::vector<std::string>& names,
                                                  ErrorCode invalid) {
    std::vector<CategoryId> ids;
    FieldErrors errors;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto category = load_category(session, names[i]);
        if (!category) {
            errors.push_back({.field = fmt::format("categories[{}]", i),
                              .code = "unknown_category",
                              .params = {}});
        } else if (std::ranges::find(ids, category->id) == ids.end()) {
            ids.push_back(category->id);
        }
    }
    if (errors.empty()) return ids;
    return std::unexpected(Refusal{.reason = invalid, .fields = std::move(errors)});
}

void add_categories(Session& session, std::span<Stream> streams) {
    if (streams.empty()) return;
    auto statement = session.prepare("SELECT sc.stream_id, " + std::string(category_columns) +
                                     " FROM stream_categories sc"
                                     " JOIN categories k ON k.id = sc.category_id"
                                     " WHERE sc.stream_id IN " +
                                     in_list("stream", streams.size()) + " ORDER BY sc.place");
    for (const auto& stream : streams) statement.use(stream.id);
    StreamId id;
    Category category;
    into_category(statement.into(id), category);
    while (statement.next()) {
        const auto stream = std::ranges::find(streams, id, &Stream::id);
        if (stream != streams.end()) stream->categories.push_back(category);
    }
}

Answer<void> set_categories(Session& session, StreamId stream,
                            const std::vector<std::string>& names) {
    const auto ids = load_category_ids(session, names, channels::Errc::invalid_fields);
    if (!ids) return std::unexpected(ids.error());
    auto clear = session.prepare("DELETE FROM stream_categories WHERE stream_id = :stream");
    clear.use(stream).run();
    for (std::size_t i = 0; i < ids->size(); ++i) {
        auto insert = session.prepare(R"(
            INSERT INTO stream_categories (stream_id, category_id, place)
            VALUES (:stream, :category, :place))");
        insert.use(stream).use((*ids)[i]).use(i).run();
    }
    return {};
}

}  // namespace freshet::sql
