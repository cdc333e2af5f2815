#pragma once

#include <expected>
#include <memory>

#include "base/field_errors.hpp"
#include "serve/api/operation.hpp"
#include "serve/http/message.hpp"

namespace freshet::api {

/// Reads a route's described input from a request, or says all that is wrong with it: path, then
/// query or body, then the rules of `validate`. A path that names nothing is Errc::not_found.
[[nodiscard]] Answer<std::shared_ptr<void>> read_input(const Entry& entry,
                                                       const http::Request& request);

}  // namespace freshet::api
