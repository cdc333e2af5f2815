#include "store/sql/statement.hpp"

#include <deque>
#include <stdexcept>

#include <soci/soci.h>

#include "base/utf8.hpp"

namespace freshet::sql {

/// SOCI keeps pointers to the values it exchanges: a deque does not move them.
struct Statement::Impl {
    struct Value {
        std::string text;
        long long number = 0;
        soci::indicator indicator = soci::i_ok;
    };

    explicit Impl(soci::session& session) : statement(session) { statement.alloc(); }

    void prepare() {
        // Of one time: PostgreSQL takes it in one exchange instead of three.
        statement.prepare(sql, soci::details::st_one_time_query);
        statement.define_and_bind();
        is_prepared = true;
    }

    std::string sql;
    std::deque<Value> parameters;
    std::deque<Value> columns;
    std::deque<std::move_only_function<void()>> takers;
    bool is_prepared = false;
    soci::statement statement;  // Goes first: it refers to all of the above.
};

Statement::Statement(soci::session& session, std::string_view sql)
    : impl_(std::make_unique<Impl>(session)) {
    impl_->sql = sql;
}

Statement::Statement(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::use(std::string_view text) {
    // PostgreSQL would refuse the one, and SOCI would cut off at the other; nobody lets them come
    // here.
    if (!is_utf8(text) || text.contains('\0'))
        throw std::invalid_argument("a parameter of a statement is no clean text");
    auto& value = impl_->parameters.emplace_back(Impl::Value{.text = std::string(text)});
    impl_->statement.exchange(soci::use(value.text));
    return *this;
}

Statement& Statement::use(std::optional<WallTime> time) {
    auto& value = impl_->parameters.emplace_back();
    if (time) value.number = time->time_since_epoch().count();
    if (!time) value.indicator = soci::i_null;
    impl_->statement.exchange(soci::use(value.number, value.indicator));
    return *this;
}

Statement& Statement::use_number(long long number) {
    auto& value = impl_->parameters.emplace_back(Impl::Value{.text = {}, .number = number});
    impl_->statement.exchange(soci::use(value.number));
    return *this;
}

Statement& Statement::into(std::string& text) {
    return into_text([&text](const std::string& value) { text = value; });
}

Statement& Statement::into(WallTime& time) {
    return into_number([&time](std::optional<long long> value) {
        time = WallTime(std::chrono::milliseconds(value.value()));
    });
}

Statement& Statement::into(std::optional<WallTime>& time) {
    return into_number([&time](std::optional<long long> value) {
        time.reset();
        if (value) time.emplace(std::chrono::milliseconds(*value));
    });
}

Statement& Statement::into_text(std::move_only_function<void(const std::string&)> take) {
    auto& value = impl_->columns.emplace_back();
    impl_->statement.exchange(soci::into(value.text, value.indicator));
    impl_->takers.emplace_back([&value, take = std::move(take)]() mutable { take(value.text); });
    return *this;
}

Statement& Statement::into_number(std::move_only_function<void(std::optional<long long>)> take) {
    auto& value = impl_->columns.emplace_back();
    impl_->statement.exchange(soci::into(value.number, value.indicator));
    impl_->takers.emplace_back([&value, take = std::move(take)]() mutable {
        take(value.indicator == soci::i_null ? std::nullopt : std::optional(value.number));
    });
    return *this;
}

bool Statement::next() {
    bool has_row = false;
    if (impl_->is_prepared) {
        has_row = impl_->statement.fetch();
    } else {
        impl_->prepare();
        has_row = impl_->statement.execute(true);
    }
    if (!has_row) return false;
    for (auto& take : impl_->takers) take();
    return true;
}

std::int64_t Statement::run() {
    impl_->prepare();
    impl_->statement.execute(true);
    return impl_->statement.get_affected_rows();
}

}  // namespace freshet::sql
