#include "accounts/profiles.hpp"

#include <utility>

#include "accounts/error.hpp"

namespace freshet::accounts {

namespace {

std::unexpected<Refusal> refuse_fields(FieldErrors fields) {
    return std::unexpected(Refusal{.reason = Errc::invalid_fields, .fields = std::move(fields)});
}

}  // namespace

asio::awaitable<Answer<User>> Profiles::edit(ProfileEdit edit) {
    edit.change = trimmed(std::move(edit.change));
    if (auto errors = check(edit.change); !errors.empty())
        co_return refuse_fields(std::move(errors));
    const auto before = co_await repository_.find(edit.subject);
    if (!before) co_return refuse(Errc::user_not_found);
    // To say the address that it is already is no change, as a PUT of the whole does.
    if (edit.change.email == before->email) edit.change.email.reset();
    const bool moves = edit.change.email.has_value();
    if (moves) {
        const auto proved = co_await prove(edit);
        if (!proved) co_return std::unexpected(proved.error());
    }

    auto after = co_await repository_.change(edit.subject, std::move(edit.change), clock_());
    if (!after) co_return refuse(after.error());
    if (moves) co_await verification_.send(*after, std::move(edit.language));
    co_return *std::move(after);
}

/// Whoever can change the address can reset the password: a stolen session is not enough.
asio::awaitable<Answer<void>> Profiles::prove(ProfileEdit edit) const {
    if (!edit.current_password)
        co_return refuse_fields({{.field = "currentPassword", .code = "required", .params = {}}});
    const auto confirmed = co_await passwords_.confirm(edit.editor, *edit.current_password);
    if (!confirmed && confirmed.error() == Errc::not_confirmed)
        co_return refuse(Errc::current_password_wrong);
    if (!confirmed) co_return refuse(confirmed.error());
    co_return Answer<void>();
}

}  // namespace freshet::accounts
