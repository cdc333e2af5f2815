#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "store/sql/session.hpp"
#include "store/sql/statement.hpp"

namespace freshet::sql {

/// A condition that grows, with the values of its parameters, so that a count and a page of the
/// same list ask the same. In what is added `?` stands for the value.
class Where {
public:
    explicit Where(std::string_view condition) : text_(condition) {}

    Where& also(std::string_view condition) {
        text_.append(" AND ").append(condition);
        return *this;
    }

    Where& also(std::string_view condition, std::string value);
    Where& also(std::string_view condition, std::int64_t value);
    template <class Kind>
    Where& also(std::string_view condition, const Id<Kind>& id) {
        return also(condition, to_string(id));
    }

    [[nodiscard]] const std::string& text() const { return text_; }

    /// Gives the statement its parameters, in order.
    Statement& bind(Statement& statement) const;

private:
    using Value = std::variant<std::string, std::int64_t>;

    Where& add(std::string_view condition, const Value& value);

    std::string text_;
    std::vector<Value> values_;
};

/// A column with ASCII in lower case and all else as it is: of PostgreSQL's LOWER only where the
/// collation is "C" (PostgreSQL 15, 24.2.2.1), of SQLite's always.
[[nodiscard]] std::string lower_ascii(Dialect dialect, std::string_view column);

/// What LIKE with '!' as its escape finds wherever `text` stands, as it is; ASCII in lower case, as
/// in `lower_ascii`.
[[nodiscard]] std::string pattern_of(std::string_view text);

/// "(:prefix0, :prefix1)" for an IN of so many values.
[[nodiscard]] std::string in_list(std::string_view prefix, std::size_t count);

}  // namespace freshet::sql
