#pragma once

#include "community/chat_repository.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "serve/api/account_parts.hpp"

namespace freshet::api {

// For the export of the account. The repositories outlive what is made of them.

/// What somebody said in chats.
[[nodiscard]] Exporter chat_exporter(community::ChatRepository& chat);

/// How somebody reacted to what others said.
[[nodiscard]] Exporter reaction_exporter(community::ReactionRepository& reactions);

/// What somebody voted for in polls.
[[nodiscard]] Exporter vote_exporter(community::PollRepository& polls);

}  // namespace freshet::api
