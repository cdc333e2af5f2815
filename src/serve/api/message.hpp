#pragma once

#include <string_view>

#include "serve/api/call.hpp"
#include "serve/api/reply.hpp"

namespace freshet::api {

/// A sentence of the catalogue, in the caller's language.
[[nodiscard]] inline Message message(const Call& call, std::string_view key) {
    return {sentence(call.language, key).value_or("")};
}

}  // namespace freshet::api
