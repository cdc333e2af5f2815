#pragma once

#include <string>

#include "serve/api/operation.hpp"

namespace freshet::api {

/// The table as an OpenAPI 3.1 document, with one schema for each described struct.
[[nodiscard]] std::string openapi_document(const Table& table);

}  // namespace freshet::api
