#pragma once

#include "community/chat_repository.hpp"
#include "serve/api/account_parts.hpp"

namespace freshet::api {

/// What somebody said in chats, for the export of the account. The repository outlives it.
[[nodiscard]] Exporter chat_exporter(community::ChatRepository& chat);

}  // namespace freshet::api
