#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace soci {
class session;
}

namespace freshet::sql {

/// One SQL statement, its parameters and where its columns go:
///
///     auto statement = session.prepare("SELECT id, handle FROM channels WHERE user_id = :owner");
///     statement.use(owner).into(channel.id).into(channel.handle);
///     while (statement.next()) channels.push_back(channel);
///
/// Parameters and columns count by position; the names are for the reader. What is given to `into`
/// outlives the statement. Lives on its session's thread.
class Statement {
public:
    Statement(soci::session& session, std::string_view sql);
    Statement(Statement&&) noexcept;
    ~Statement();

    Statement& use(std::string_view text);
    Statement& use(WallTime time) { return use_number(time.time_since_epoch().count()); }
    Statement& use(std::optional<WallTime> time);
    template <std::integral Number>
    Statement& use(Number number) {
        return use_number(static_cast<long long>(number));
    }
    template <class Kind>
    Statement& use(const Id<Kind>& id) {
        return use(std::string_view(to_string(id)));
    }

    Statement& into(std::string& text);
    Statement& into(WallTime& time);
    Statement& into(std::optional<WallTime>& time);
    template <std::integral Number>
    Statement& into(Number& number) {
        return into_number([&number](std::optional<long long> value) {
            number = static_cast<Number>(value.value());
        });
    }
    template <class Kind>
    Statement& into(Id<Kind>& id) {
        return into(id, [](std::string_view text) { return Id<Kind>::parse(text); });
    }
    /// Through `read`, which knows all words that we ever wrote.
    template <class T, class Read>
    Statement& into(T& value, Read read) {
        return into_text([&value, read](const std::string& text) { value = read(text).value(); });
    }
    /// A number through `read`.
    template <class T, std::invocable<std::int64_t> Read>
    Statement& into(T& value, Read read) {
        return into_number([&value, read](std::optional<long long> number) {
            value = read(static_cast<std::int64_t>(number.value()));
        });
    }

    /// Executes at the first call; fetches one row a call. False: there are no more.
    bool next();

    /// Executes what gives no rows. Tells how many it wrote.
    std::int64_t run();

private:
    struct Impl;

    Statement& use_number(long long number);
    Statement& into_text(std::move_only_function<void(const std::string&)> take);
    Statement& into_number(std::move_only_function<void(std::optional<long long>)> take);

    std::unique_ptr<Impl> impl_;
};

}  // namespace freshet::sql
