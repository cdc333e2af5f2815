#pragma once

#include "base/events.hpp"
#include "community/moderation.hpp"
#include "community/pins.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/database.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/pins_repository.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/reactions_repository.hpp"

namespace freshet::app {

/// What is kept of chat, and who may change it: what rooms and the API have in common. What it is
/// made of outlives it.
struct ChatDomain {
    ChatDomain(sql::Database& database, EventBus& events);

    sql::ChatRepository messages;
    sql::ModerationRepository moderation_rows;
    sql::EmotesRepository emote_rows;
    sql::ReactionsRepository reaction_rows;
    sql::PinsRepository pin_rows;
    sql::PollsRepository poll_rows;

    community::Moderation moderation;
    community::Reactions reactions;
    community::Pins pins;
    community::Polls polls;
};

}  // namespace freshet::app
