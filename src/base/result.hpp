#pragma once

#include <expected>

#include <boost/system/error_code.hpp>

namespace freshet {

/// The reason of a failure: the type that Asio and JSON speak too, with an `Errc` per room.
using ErrorCode = boost::system::error_code;

/// A value, or the reason there is none.
template <class T>
using Result = std::expected<T, ErrorCode>;

/// Says the reason: `return fail(Errc::bad_handshake);`
template <class Code>
[[nodiscard]] std::unexpected<ErrorCode> fail(Code code) {
    return std::unexpected(ErrorCode(code));
}

}  // namespace freshet
