#include "store/sql/polls_repository.hpp"

#include <string>
#include <utility>

#include "community/room_error.hpp"
#include "store/sql/room_rows.hpp"

namespace freshet::sql {

using community::ChatActor;
using community::OwnVote;
using community::Poll;
using community::PollDraft;
using community::PollKey;
using community::PollOption;
using community::RoomErrc;
using community::Vote;

namespace {

constexpr std::string_view select_polls =
    "SELECT id, stream_id, question, ends_at, ended_at, started_at FROM polls ";

/// All counts of a poll in one query. Who has left does not count.
std::vector<PollOption> load_options(Session& session, PollId poll) {
    std::vector<PollOption> options;
    PollOption option;
    auto statement = session.prepare(R"(
        SELECT o.text, COUNT(u.id) FROM poll_options o
        LEFT JOIN poll_votes v ON v.poll_id = o.poll_id AND v.position = o.position
        LEFT JOIN users u ON u.id = v.user_id AND u.deleted_at IS NULL
        WHERE o.poll_id = :poll
        GROUP BY o.position, o.text ORDER BY o.position)");
    statement.use(poll).into(option.text).into(option.votes);
    while (statement.next()) options.push_back(option);
    return options;
}

std::optional<Poll> without_options(Statement& statement) {
    Poll poll{.id = {}, .stream = {}, .question = {}};
    statement.into(poll.id).into(poll.stream).into(poll.question).into(poll.ends_at);
    statement.into(poll.ended_at).into(poll.started_at);
    return statement.next() ? std::optional(poll) : std::nullopt;
}

std::optional<Poll> load_without_options(Session& session, PollKey key) {
    auto statement =
        session.prepare(std::string(select_polls) + "WHERE id = :id AND stream_id = :stream");
    return without_options(statement.use(key.poll).use(key.stream));
}

std::optional<Poll> with_options(Session& session, std::optional<Poll> poll) {
    if (poll) poll->options = load_options(session, poll->id);
    return poll;
}

std::optional<Poll> load_poll(Session& session, PollKey key) {
    return with_options(session, load_without_options(session, key));
}

std::optional<Poll> load_newest(Session& session, StreamId stream) {
    auto statement = session.prepare(std::string(select_polls) +
                                     "WHERE stream_id = :stream ORDER BY id DESC LIMIT 1");
    return with_options(session, without_options(statement.use(stream)));
}

std::optional<std::size_t> load_vote(Session& session, PollId poll, UserId user) {
    std::size_t position = 0;
    auto statement = session.prepare(
        "SELECT position FROM poll_votes WHERE poll_id = :poll AND user_id = :user");
    return statement.use(poll).use(user).into(position).next() ? std::optional(position)
                                                               : std::nullopt;
}

std::vector<OwnVote> load_votes_of(Session& session, UserId user, PollId after, std::size_t count) {
    std::vector<OwnVote> votes;
    OwnVote vote;
    auto statement = session.prepare(R"(
        SELECT v.poll_id, p.stream_id, p.question, o.text, v.voted_at FROM poll_votes v
        JOIN polls p ON p.id = v.poll_id
        JOIN poll_options o ON o.poll_id = v.poll_id AND o.position = v.position
        WHERE v.user_id = :user AND v.poll_id > :after
        ORDER BY v.poll_id LIMIT :count)");
    statement.use(user).use(after).use(count);
    statement.into(vote.poll).into(vote.stream).into(vote.question).into(vote.option);
    statement.into(vote.at);
    while (statement.next()) votes.push_back(vote);
    return votes;
}

bool has_option(Session& session, const Vote& vote) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM poll_options WHERE poll_id = :poll AND position = :position");
    return statement.use(vote.poll).use(vote.option).into(count).next() && count > 0;
}

/// What has had its time leaves the place to the next.
void close_overdue(Session& session, StreamId stream, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE polls SET ended_at = ends_at
        WHERE stream_id = :stream AND ended_at IS NULL AND ends_at <= :now)");
    statement.use(stream).use(now).run();
}

void insert_options(Session& session, PollId poll, const std::vector<std::string>& options) {
    std::int64_t position = 0;
    for (const auto& option : options) {
        auto statement = session.prepare(
            "INSERT INTO poll_options (poll_id, position, text) VALUES (:poll, :position, :text)");
        statement.use(poll).use(position++).use(option).run();
    }
}

Result<Poll> start_poll(Session& session, const ChatActor& actor, const PollDraft& draft,
                        WallTime now) {
    const auto ground = load_ground(session, draft.stream, actor);
    if (!ground) return std::unexpected(ground.error());
    close_overdue(session, draft.stream, now);

    const PollKey key{.stream = draft.stream, .poll = PollId::make()};
    std::optional<WallTime> ends_at;
    if (draft.lasts) ends_at = now + *draft.lasts;
    auto statement = session.prepare(R"(
        INSERT INTO polls (id, stream_id, started_by, question, ends_at, started_at)
        VALUES (:id, :stream, :actor, :question, :ends_at, :now)
        ON CONFLICT DO NOTHING)");
    statement.use(key.poll).use(key.stream).use(actor.user).use(draft.question).use(ends_at);
    if (statement.use(now).run() == 0) return fail(RoomErrc::poll_open);
    insert_options(session, key.poll, draft.options);
    record_act(session, *ground, actor,
               {.action = "chat.poll_started", .target = to_string(key.poll)}, now);
    return load_poll(session, key).value();
}

Result<void> vote_in_poll(Session& session, const Vote& vote, WallTime now) {
    const auto poll = load_without_options(session, {.stream = vote.stream, .poll = vote.poll});
    if (!poll) return fail(RoomErrc::poll_not_found);
    if (poll->is_over(now)) return fail(RoomErrc::poll_over);
    if (!has_option(session, vote)) return fail(RoomErrc::no_such_option);
    auto statement = session.prepare(R"(
        INSERT INTO poll_votes (poll_id, user_id, position, voted_at)
        VALUES (:poll, :user, :position, :now)
        ON CONFLICT (poll_id, user_id)
            DO UPDATE SET position = excluded.position, voted_at = excluded.voted_at)");
    statement.use(vote.poll).use(vote.user).use(vote.option).use(now).run();
    return {};
}

Result<Poll> end_poll(Session& session, const ChatActor& actor, const PollKey& key, WallTime now) {
    const auto ground = load_ground(session, key.stream, actor);
    if (!ground) return std::unexpected(ground.error());
    auto poll = load_poll(session, key);
    if (!poll) return fail(RoomErrc::poll_not_found);
    if (poll->is_over(now)) return *std::move(poll);
    session.prepare("UPDATE polls SET ended_at = :now WHERE id = :id").use(now).use(key.poll).run();
    record_act(session, *ground, actor,
               {.action = "chat.poll_ended", .target = to_string(key.poll)}, now);
    poll->ended_at = now;
    return *std::move(poll);
}

}  // namespace

asio::awaitable<Result<Poll>> PollsRepository::start(ChatActor actor, PollDraft draft,
                                                     WallTime now) {
    return database_.write(
        [actor = std::move(actor), draft = std::move(draft), now](Session& session) {
            return start_poll(session, actor, draft, now);
        });
}

asio::awaitable<Result<void>> PollsRepository::vote(Vote vote, WallTime now) {
    return database_.write(
        [vote, now](Session& session) { return vote_in_poll(session, vote, now); });
}

asio::awaitable<Result<Poll>> PollsRepository::end(ChatActor actor, PollKey key, WallTime now) {
    return database_.write([actor = std::move(actor), key, now](Session& session) {
        return end_poll(session, actor, key, now);
    });
}

asio::awaitable<std::optional<Poll>> PollsRepository::find(PollKey key) {
    return database_.read([key](Session& session) { return load_poll(session, key); });
}

asio::awaitable<std::optional<Poll>> PollsRepository::newest_of(StreamId stream) {
    return database_.read([stream](Session& session) { return load_newest(session, stream); });
}

asio::awaitable<std::optional<std::size_t>> PollsRepository::vote_of(PollId poll, UserId user) {
    return database_.read(
        [poll, user](Session& session) { return load_vote(session, poll, user); });
}

asio::awaitable<std::vector<OwnVote>> PollsRepository::of_user(UserId user, PollId after,
                                                               std::size_t count) {
    return database_.read([user, after, count](Session& session) {
        return load_votes_of(session, user, after, count);
    });
}

}  // namespace freshet::sql
