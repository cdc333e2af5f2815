#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace freshet {

/// What is wrong with one field that a person filled in. `code` is the key of a sentence that
/// serve/api has in every language, `params` are the values that stand in that sentence.
struct FieldError {
    std::string field;
    std::string code;
    std::map<std::string, std::string> params;

    bool operator==(const FieldError&) const = default;
};

using FieldErrors = std::vector<FieldError>;

/// Why an act on input was refused. `fields` is filled when the reason lies in them.
struct Refusal {
    ErrorCode reason;
    FieldErrors fields;
};

/// A value, or why there is none, field by field.
template <class T>
using Answer = std::expected<T, Refusal>;

/// Refuses for one reason that no field explains.
template <class Code>
[[nodiscard]] std::unexpected<Refusal> refuse(Code reason) {
    return std::unexpected(Refusal{.reason = ErrorCode(reason), .fields = {}});
}

}  // namespace freshet
