#pragma once

#include "base/field_errors.hpp"
#include "base/result.hpp"

namespace freshet {

/// The reason why there is no value; none if there is one, so that a test which expects a reason
/// fails cleanly.
template <class T>
ErrorCode error_of(const Result<T>& result) {
    return result ? ErrorCode() : result.error();
}

template <class T>
ErrorCode error_of(const Answer<T>& answer) {
    return answer ? ErrorCode() : answer.error().reason;
}

}  // namespace freshet
