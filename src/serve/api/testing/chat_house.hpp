#pragma once

#include <map>

#include "image/picture.hpp"
#include "serve/api/chat_routes.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/reactions_repository.hpp"

namespace freshet::api::testing {

/// Emotes' files in memory.
class FakeEmoteStore final : public community::EmoteStore {
public:
    asio::awaitable<void> put(std::string image, Bytes file) override {
        files.insert_or_assign(std::move(image), std::move(file));
        co_return;
    }
    asio::awaitable<void> remove(std::string image) override {
        files.erase(image);
        co_return;
    }

    std::map<std::string, Bytes> files;
};

/// What the routes of chat stand on, over a real database.
class ChatHouse {
public:
    ChatHouse(sql::Database& database, EventBus& events, const WallClock& clock)
        : messages(database, clock),
          moderation_rows_(database),
          reaction_rows_(database),
          poll_rows_(database),
          emote_rows_(database),
          moderation_(moderation_rows_, events, clock),
          reactions_({}, reaction_rows_, events, clock),
          polls_({}, poll_rows_, events, clock),
          emotes_({}, emote_rows_, emote_files, &ChatHouse::make_emote, events, clock) {}

    [[nodiscard]] ChatParts parts() {
        return {.messages = messages,
                .moderation = moderation_,
                .reactions = reactions_,
                .polls = polls_,
                .emotes = emotes_};
    }

    sql::ChatRepository messages;
    FakeEmoteStore emote_files;

private:
    static asio::awaitable<Result<Bytes>> make_emote(std::shared_ptr<const Bytes> file) {
        co_return image::make_picture(*file, image::emote_rules);
    }

    sql::ModerationRepository moderation_rows_;
    sql::ReactionsRepository reaction_rows_;
    sql::PollsRepository poll_rows_;
    sql::EmotesRepository emote_rows_;
    community::Moderation moderation_;
    community::Reactions reactions_;
    community::Polls polls_;
    community::Emotes emotes_;
};

}  // namespace freshet::api::testing
