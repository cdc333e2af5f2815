#pragma once

#include "base/events.hpp"
#include "community/emotes.hpp"
#include "community/moderation.hpp"
#include "community/pins.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "net/offload.hpp"
#include "serve/api/chat_routes.hpp"
#include "store/objects/store.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/pins_repository.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/reactions_repository.hpp"

namespace freshet::app {

/// The folder of emotes in the object store.
class EmoteFolder final : public community::EmoteStore {
public:
    explicit EmoteFolder(objects::Store& objects) : objects_(objects) {}

    boost::asio::awaitable<void> put(std::string image, Bytes file) override;
    boost::asio::awaitable<void> remove(std::string image) override;

private:
    objects::Store& objects_;
};

/// What chat knows and does, for its rooms and for the API, in the order of life. All that it is
/// made from outlives it.
struct ChatDomain {
    struct Parts {
        sql::Database& database;
        objects::Store& objects;
        net::BlockingPool& pictures;  // Its threads bound how many are decoded at once.
        EventBus& events;
    };

    explicit ChatDomain(Parts made_from);

    [[nodiscard]] api::ChatParts parts();

    Parts from;
    sql::ChatRepository messages{from.database};
    sql::ModerationRepository moderation_rows{from.database};
    sql::EmotesRepository emote_rows{from.database};
    sql::ReactionsRepository reaction_rows{from.database};
    sql::PinsRepository pin_rows{from.database};
    sql::PollsRepository poll_rows{from.database};
    EmoteFolder emote_folder{from.objects};

    community::Moderation moderation{moderation_rows, from.events, wall_now};
    community::Reactions reactions{{}, reaction_rows, from.events, wall_now};
    community::Pins pins{pin_rows, from.events, wall_now};
    community::Polls polls{{}, poll_rows, from.events, wall_now};
    community::Emotes emotes;
};

}  // namespace freshet::app
