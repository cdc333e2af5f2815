#include "store/sql/emotes_repository.hpp"

#include <utility>

#include "base/names.hpp"
#include "community/chat_error.hpp"
#include "community/room_error.hpp"

namespace freshet::sql {

using community::ChatErrc;
using community::Emote;
using community::EmoteChange;
using community::EmoteDraft;
using community::EmotePut;
using community::EmoteTier;
using community::RoomErrc;

namespace {

constexpr std::string_view select_emotes =
    "SELECT channel_id, code, tier, image, created_at FROM emotes ";

Statement& into_emote(Statement& statement, Emote& emote) {
    return statement.into(emote.channel)
        .into(emote.code)
        .into(emote.tier, community::emote_tier_from)
        .into(emote.image)
        .into(emote.created_at);
}

std::vector<Emote> load_emotes(Session& session, ChannelId channel) {
    std::vector<Emote> emotes;
    Emote emote;
    auto statement = session.prepare(std::string(select_emotes) +
                                     "WHERE channel_id = :channel ORDER BY code_key");
    into_emote(statement.use(channel), emote);
    while (statement.next()) emotes.push_back(emote);
    return emotes;
}

std::optional<Emote> load_emote(Session& session, ChannelId channel, std::string_view code) {
    Emote emote;
    auto statement = session.prepare(std::string(select_emotes) +
                                     "WHERE channel_id = :channel AND code_key = :key");
    into_emote(statement.use(channel).use(to_lower_ascii(code)), emote);
    return statement.next() ? std::optional(emote) : std::nullopt;
}

bool has_channel(Session& session, ChannelId channel) {
    std::int64_t count = 0;
    auto statement =
        session.prepare("SELECT COUNT(*) FROM channels WHERE id = :id AND deleted_at IS NULL");
    return statement.use(channel).into(count).next() && count > 0;
}

std::uint64_t count_emotes(Session& session, ChannelId channel) {
    std::uint64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM emotes WHERE channel_id = :channel");
    statement.use(channel).into(count).next();
    return count;
}

void write_emote(Session& session, const Emote& emote) {
    auto statement = session.prepare(R"(
        INSERT INTO emotes (channel_id, code_key, code, tier, image, created_at)
        VALUES (:channel, :key, :code, :tier, :image, :now)
        ON CONFLICT (channel_id, code_key)
            DO UPDATE SET code = excluded.code, tier = excluded.tier, image = excluded.image)");
    statement.use(emote.channel).use(to_lower_ascii(emote.code)).use(emote.code);
    statement.use(to_string(emote.tier)).use(emote.image).use(emote.created_at).run();
}

Result<EmotePut> put_emote(Session& session, const EmoteDraft& draft, std::size_t count_max,
                           WallTime now) {
    if (!has_channel(session, draft.channel)) return fail(ChatErrc::channel_not_found);
    const auto former = load_emote(session, draft.channel, draft.code);
    if (!former && count_emotes(session, draft.channel) >= count_max)
        return fail(RoomErrc::too_many_emotes);

    const Emote emote{
        .channel = draft.channel,
        .code = draft.code,
        .tier = draft.tier.value_or(former ? former->tier : EmoteTier::everyone),
        .image = draft.image,
        .created_at = former ? former->created_at : now,
    };
    write_emote(session, emote);
    return EmotePut{.emote = emote, .former = former ? former->image : std::string()};
}

Result<Emote> change_emote(Session& session, const EmoteChange& change) {
    auto emote = load_emote(session, change.channel, change.code);
    if (!emote) return fail(RoomErrc::emote_not_found);
    const auto key = to_lower_ascii(emote->code);
    if (change.new_code) emote->code = *change.new_code;
    if (change.tier) emote->tier = *change.tier;
    const auto new_key = to_lower_ascii(emote->code);
    if (new_key != key && load_emote(session, change.channel, new_key))
        return fail(RoomErrc::emote_taken);

    auto statement = session.prepare(R"(
        UPDATE emotes SET code_key = :new_key, code = :code, tier = :tier
        WHERE channel_id = :channel AND code_key = :key)");
    statement.use(new_key).use(emote->code).use(to_string(emote->tier));
    statement.use(change.channel).use(key).run();
    return *std::move(emote);
}

Result<Emote> remove_emote(Session& session, ChannelId channel, const std::string& code) {
    auto emote = load_emote(session, channel, code);
    if (!emote) return fail(RoomErrc::emote_not_found);
    auto statement =
        session.prepare("DELETE FROM emotes WHERE channel_id = :channel AND code_key = :key");
    statement.use(channel).use(to_lower_ascii(code)).run();
    return *std::move(emote);
}

std::vector<std::string> load_unused(Session& session, WallTime before, std::size_t count) {
    std::vector<std::string> images;
    std::string image;
    auto statement = session.prepare(R"(
        SELECT i.name FROM emote_images i
        WHERE i.planned_at <= :before
            AND NOT EXISTS (SELECT 1 FROM emotes e WHERE e.image = i.name)
        ORDER BY i.name LIMIT :count)");
    statement.use(before).use(count).into(image);
    while (statement.next()) images.push_back(image);
    return images;
}

}  // namespace

asio::awaitable<std::vector<Emote>> EmotesRepository::of_channel(ChannelId channel) {
    return database_.read([channel](Session& session) { return load_emotes(session, channel); });
}

asio::awaitable<void> EmotesRepository::plan(std::string image, WallTime now) {
    return database_.write([image = std::move(image), now](Session& session) {
        auto statement =
            session.prepare("INSERT INTO emote_images (name, planned_at) VALUES (:name, :now)");
        statement.use(image).use(now).run();
    });
}

asio::awaitable<Result<EmotePut>> EmotesRepository::put(EmoteDraft draft, std::size_t count_max,
                                                        WallTime now) {
    return database_.write([draft = std::move(draft), count_max, now](Session& session) {
        return put_emote(session, draft, count_max, now);
    });
}

asio::awaitable<Result<Emote>> EmotesRepository::change(EmoteChange change) {
    return database_.write(
        [change = std::move(change)](Session& session) { return change_emote(session, change); });
}

asio::awaitable<Result<Emote>> EmotesRepository::remove(ChannelId channel, std::string code) {
    return database_.write([channel, code = std::move(code)](Session& session) {
        return remove_emote(session, channel, code);
    });
}

asio::awaitable<std::vector<std::string>> EmotesRepository::unused(WallTime before,
                                                                   std::size_t count) {
    return database_.read(
        [before, count](Session& session) { return load_unused(session, before, count); });
}

asio::awaitable<void> EmotesRepository::forget(std::vector<std::string> images) {
    return database_.write([images = std::move(images)](Session& session) {
        for (const auto& image : images)
            session.prepare("DELETE FROM emote_images WHERE name = :name").use(image).run();
    });
}

}  // namespace freshet::sql
