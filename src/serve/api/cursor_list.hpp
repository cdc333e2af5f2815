#pragma once

#include <optional>
#include <vector>

#include "base/cursor.hpp"
#include "base/described.hpp"

template <>
struct freshet::json::TextForm<freshet::Cursor> {
    static constexpr std::string_view format = "cursor";
    static std::optional<Cursor> parse(std::string_view text) { return Cursor::parse(text); }
    static std::string print(const Cursor& cursor) { return to_string(cursor); }
};

/// Endless lists. A route takes `std::optional<Cursor> cursor` and `limit`, asks its repository for
/// the CursorPage, and answers with `list_of`.
namespace freshet::api {

struct CursorMeta {
    std::optional<Cursor> next_cursor;

    static constexpr json::Rule rules[] = {
        {.field = "nextCursor",
         .about = "For `?cursor=`, to go on; null at the end.",
         .example = "AAABo2DYsAABmh9RaHSh26rqlmwm-K2R"},
    };
};
BOOST_DESCRIBE_STRUCT(CursorMeta, (), (next_cursor))

template <class T>
struct CursorListOf {
    std::vector<T> data;
    CursorMeta meta;

    BOOST_DESCRIBE_CLASS(CursorListOf, (), (data, meta), (), ())
};

/// What `view` makes of each item of a stretch.
template <class T, class View>
[[nodiscard]] auto list_of(const Stretch<T>& stretch, View view) {
    CursorListOf<decltype(view(stretch.items.front()))> list{.data = {}, .meta = {stretch.next}};
    for (const auto& item : stretch.items) list.data.push_back(view(item));
    return list;
}

}  // namespace freshet::api
