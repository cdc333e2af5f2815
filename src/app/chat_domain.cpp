#include "app/chat_domain.hpp"

namespace freshet::app {

ChatDomain::ChatDomain(sql::Database& database, EventBus& events)
    : messages(database),
      moderation_rows(database),
      emote_rows(database),
      reaction_rows(database),
      pin_rows(database),
      poll_rows(database),
      moderation(moderation_rows, events, wall_now),
      reactions({}, reaction_rows, events, wall_now),
      pins(pin_rows, events, wall_now),
      polls({}, poll_rows, events, wall_now) {}

}  // namespace freshet::app
