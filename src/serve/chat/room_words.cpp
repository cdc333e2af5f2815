// What is said in a room.
#include <algorithm>
#include <string>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/json.hpp"
#include "base/outage.hpp"
#include "community/room_error.hpp"
#include "net/error.hpp"
#include "serve/api/error.hpp"
#include "serve/chat/news.hpp"
#include "serve/chat/replies.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

using community::ChatErrc;
using community::ChatVerdict;
using community::Entitlements;

namespace {

community::ChatDraft draft_of(const community::ChatMessage& row) {
    community::ChatDraft draft{.id = row.id,
                               .stream = row.stream,
                               .channel = row.channel,
                               .author = row.author.id,
                               .kind = row.kind,
                               .text = row.text,
                               .reply_to = {},
                               .held_for = row.held_for,
                               .at = row.at};
    if (row.reply_to) draft.reply_to = row.reply_to->id;
    return draft;
}

Refused refusal_of(const ChatVerdict& verdict) {
    return {.why = {.reason = verdict.why, .fields = {}},
            .params = {{"seconds", std::to_string(verdict.wait.count())},
                       {"minutes", std::to_string(verdict.following.count())},
                       {"until", verdict.until ? to_rfc3339(*verdict.until) : std::string()}}};
}

}  // namespace

asio::awaitable<Said<void>> Room::say(Asker asker, Person who, Words words) {
    if (!members_.contains(asker.socket())) co_return refused(api::Errc::not_in_room);
    const bool is_announcement = words.kind == community::MessageKind::announcement;
    if (is_announcement && !community::moderates(role_of(who)))
        co_return refused(ChatErrc::not_moderator);
    auto text = community::clean_message(words.text);
    if (!text) co_return refused(text.error());

    // What has to be waited for comes first: from the verdict to the queue nothing comes between.
    const auto entitlements = co_await entitlements_of(who);
    auto reply_to = co_await replied_to(words.reply_to);
    if (!reply_to) co_return std::unexpected(reply_to.error());
    const auto known = co_await know_policy();
    if (!known) co_return std::unexpected(known.error());
    const auto found = members_.find(asker.socket());
    if (found == members_.end()) co_return refused(api::Errc::not_in_room);
    if (waiting_.size() >= config_.waiting_max) co_return refused(net::Errc::overloaded);

    auto message = message_of({.id = {},
                               .stream = id_,
                               .channel = access_.channel,
                               .author = who.user,
                               .badges = badges_of(who, entitlements),
                               .kind = words.kind,
                               .text = *std::move(text),
                               .reply_to = *std::move(reply_to),
                               .at = parts_.clock()},
                              emotes_);
    const auto verdict = judge(who, entitlements, message);
    if (verdict.kind == ChatVerdict::Kind::refused) {
        ++parts_.totals.refused;
        co_return std::unexpected(refusal_of(verdict));
    }
    message.row.held_for = verdict.held_for;
    message.row.id = MessageId::make();
    waiting_.push_back({.message = std::move(message),
                        .who = std::move(who),
                        .dialect = found->second.dialect,
                        .asker = std::move(asker)});
    if (!std::exchange(is_storing_, true)) begin("chat: store", store_waiting());
    co_return Said<void>();
}

ChatVerdict Room::judge(const Person& who, const Entitlements& entitlements,
                        const Message& message) {
    community::ChatWords words{.text = message.row.text, .emotes = {}};
    for (const auto& emote : message.emotes) words.emotes.push_back(emote.code);
    const auto verdict = rules_->judge(sender(who, entitlements), words, message.row.at);
    if (verdict.kind != ChatVerdict::Kind::refused)
        rules_->note_said(who.user.id, message.row.text, message.row.at);
    return verdict;
}

community::Badges Room::badges_of(const Person& who, const Entitlements& entitlements) const {
    const auto role = role_of(who);
    return {.is_owner = who.is(access_.owner),
            .is_admin = who.caller->role == accounts::Role::admin,
            .is_moderator = role == community::ChatRole::moderator ||
                            who.caller->role == accounts::Role::moderator,
            .tier = entitlements.tier};
}

asio::awaitable<Said<void>> Room::may_take_part(sockets::Socket socket, Person who,
                                                std::string emoji) {
    if (!members_.contains(socket)) co_return refused(api::Errc::not_in_room);
    const auto entitlements = co_await entitlements_of(who);
    const auto known = co_await know_policy();
    if (!known) co_return std::unexpected(known.error());
    const auto verdict = rules_->admits(sender(who, entitlements), parts_.clock());
    if (verdict.kind == ChatVerdict::Kind::refused) co_return std::unexpected(refusal_of(verdict));
    const bool is_emote = emoji.size() > 2 && emoji.starts_with(':') && emoji.ends_with(':');
    if (is_emote && emotes_.in(emoji, entitlements).empty())
        co_return refused(community::RoomErrc::not_an_emoji);
    co_return Said<void>();
}

asio::awaitable<Said<std::optional<community::RepliedTo>>> Room::replied_to(
    std::optional<MessageId> id) {
    using Reply = std::optional<community::RepliedTo>;
    if (!id) co_return Reply();
    const auto message = co_await find(*id);
    if (!message) co_return refused(ChatErrc::message_not_found);
    const auto& row = message->row;
    co_return Reply({.id = row.id, .author = row.author, .text = row.text});
}

/// One transaction at a time: what is stored, heard and in the history has one order.
asio::awaitable<void> Room::store_waiting() {
    struct Done {
        bool& flag;
        ~Done() { flag = false; }
    } done{is_storing_};
    while (!waiting_.empty()) {
        const auto count = std::min(waiting_.size(), config_.batch_max);
        std::vector<Waiting> batch;
        batch.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            batch.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        co_await store(std::move(batch));
    }
}

asio::awaitable<void> Room::store(std::vector<Waiting> batch) {
    std::vector<community::ChatDraft> drafts;
    drafts.reserve(batch.size());
    for (const auto& waiting : batch) drafts.push_back(draft_of(waiting.message.row));
    const auto lost = co_await append(std::move(drafts));
    ++parts_.totals.batches;
    for (auto& waiting : batch) {
        const auto& row = waiting.message.row;
        if (lost && std::ranges::find(*lost, row.id) == lost->end()) {
            spread(std::move(waiting));
            continue;
        }
        ++parts_.totals.unstored;
        rules_->forget_said(row.author.id, row.text);
        const ErrorCode why =
            lost ? ErrorCode(ChatErrc::stream_not_found) : ErrorCode(Outage::unavailable);
        waiting.asker.refuse({.why = {.reason = why, .fields = {}}});
    }
}

/// Those that could not be kept; nothing: the database is away.
asio::awaitable<std::optional<std::vector<MessageId>>> Room::append(
    std::vector<community::ChatDraft> drafts) try {
    co_return co_await parts_.messages.append(std::move(drafts));
} catch (const boost::system::system_error& error) {
    static log::Every lines{std::chrono::seconds(10)};
    if (const auto times = lines.count())
        log::warning("chat", "messages not stored times={} error=\"{}\"", *times, error.what());
    co_return std::nullopt;
}

/// What is on disk is heard, then acknowledged.
void Room::spread(Waiting said) {
    forget_gone(said.message);
    const auto& row = said.message.row;
    ++parts_.totals.messages;
    if (row.held_for) {
        ++parts_.totals.held;
        parts_.press.publish(held_topic(), news::held(parts_.looks, said.message));
        said.asker.accept(json::to_json(HeldReply{.status = "held", .id = row.id}));
        return;
    }
    const bool is_cleared = row.id <= cleared_through_;  // On its way.
    if (!is_cleared) publish(news::message(parts_.looks, said.message));
    if (said.dialect == sockets::Dialect::kebab) {
        said.asker.accept(
            json::to_json(SaidKebab{.status = "ok", .message = parts_.looks.kebab(said.message)}));
    } else {
        said.asker.accept(
            json::to_json(SaidSnake{.status = "ok", .message = parts_.looks.snake(said.message)}));
    }
    if (!is_cleared) recent_.add(std::move(said.message));
}

/// From the moment of a ban on nothing that is not on its way to the rows is stored any more.
void Room::refuse_waiting() {
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        const auto verdict = rules_->admits(sender(waiting.who, {}), parts_.clock());
        const bool is_out = verdict.why == ChatErrc::banned || verdict.why == ChatErrc::timed_out;
        if (!is_out) return false;
        waiting.asker.refuse(refusal_of(verdict));
        return true;
    });
}

}  // namespace freshet::chat
