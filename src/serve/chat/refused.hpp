#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/field_errors.hpp"
#include "serve/api/texts.hpp"

namespace freshet::chat {

/// Why a request is refused, and what stands in the sentence that says so.
struct Refused {
    Refusal why;
    api::Params params{};
};

/// What a request gives, or why nothing came of it.
template <class T>
using Said = std::expected<T, Refused>;

template <class Code>
[[nodiscard]] std::unexpected<Refused> refused(Code reason, api::Params params = {}) {
    return std::unexpected(
        Refused{.why = {.reason = ErrorCode(reason), .fields = {}}, .params = std::move(params)});
}

}  // namespace freshet::chat
