#include "store/sql/where.hpp"

#include <fmt/format.h>

#include "base/names.hpp"

namespace freshet::sql {

Where& Where::also(std::string_view condition, std::string value) {
    return add(condition, Value(std::move(value)));
}

Where& Where::also(std::string_view condition, std::int64_t value) {
    return add(condition, Value(value));
}

/// Every `?` becomes a parameter of its own: parameters count by position.
Where& Where::add(std::string_view condition, const Value& value) {
    text_ += " AND ";
    for (const char letter : condition) {
        if (letter != '?') {
            text_ += letter;
            continue;
        }
        text_ += fmt::format(":where{}", values_.size());
        values_.push_back(value);
    }
    return *this;
}

Statement& Where::bind(Statement& statement) const {
    for (const auto& value : values_)
        std::visit([&](const auto& held) { statement.use(held); }, value);
    return statement;
}

std::string lower_ascii(Dialect dialect, std::string_view column) {
    if (dialect == Dialect::sqlite) return fmt::format("LOWER({})", column);
    return fmt::format("LOWER({} COLLATE \"C\")", column);
}

std::string pattern_of(std::string_view text) {
    std::string pattern = "%";
    for (const char letter : to_lower_ascii(text)) {
        if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
        pattern += letter;
    }
    return pattern + "%";
}

std::string in_list(std::string_view prefix, std::size_t count) {
    std::string list = "(";
    for (std::size_t i = 0; i < count; ++i)
        list += fmt::format("{}:{}{}", i == 0 ? "" : ", ", prefix, i);
    return list + ")";
}

}  // namespace freshet::sql
