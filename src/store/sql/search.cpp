#include "store/sql/search.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sql/category_acts.hpp"
#include "store/sql/channel_rows.hpp"
#include "store/sql/stream_acts.hpp"
#include "store/sql/video_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using channels::Channel;
using channels::Found;
using channels::SearchKind;
using channels::SearchQuery;
using channels::Stream;

namespace {

// So that nobody makes the database look for a book.
constexpr std::size_t words_max = 10;

/// The Vietnamese d with stroke has no accent that a database could take off.
std::string without_stroke(std::string_view column) {
    return "REPLACE(REPLACE(" + std::string(column) + ", '\u0111', 'd'), '\u0110', 'D')";
}

std::string replace_stroke(std::string text) {
    for (const std::string_view letter : {"\u0111", "\u0110"}) {
        for (auto at = text.find(letter); at != std::string::npos; at = text.find(letter, at))
            text.replace(at, letter.size(), "d");
    }
    return text;
}

/// Splits at whatever of ASCII is neither letter nor digit, so that no syntax is left; what else is
/// a word, the database knows.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool in_word = false;
    for (const char letter : replace_stroke(std::string(text))) {
        const auto code = static_cast<unsigned char>(letter);
        const bool is_of_word = code >= 0x80 || (code >= '0' && code <= '9') ||
                                (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
        if (is_of_word && !in_word && words.size() == words_max) break;
        if (is_of_word && !in_word) words.emplace_back();
        if (is_of_word) words.back() += letter;
        in_word = is_of_word;
    }
    return words;
}

/// How one kind of database finds entries `e`: tables and condition with their parameters, and an
/// order from the best.
struct Match {
    std::string tables;
    std::string condition;
    std::string rank;
    std::vector<std::string> values;
};

/// https://sqlite.org/fts5.html, 3: words in quotes, the last one followed by a star.
Match match_of_sqlite(const std::vector<std::string>& words) {
    std::string query;
    for (const auto& word : words) query += "\"" + word + "\" ";
    query.back() = '*';
    return {.tables = "search_words JOIN search_entries e ON e.entry = search_words.rowid",
            .condition = "search_words MATCH :query",
            .rank = "bm25(search_words, 10.0, 5.0, 1.0)",
            .values = {query}};
}

/// PostgreSQL 15, 12.3.2: all words, and with the last one whatever begins with it.
Match match_of_postgresql(std::vector<std::string> words) {
    const auto last = std::move(words.back());
    words.pop_back();
    std::string others;
    for (const auto& word : words) others += word + " ";
    return {.tables = R"(search_entries e JOIN (
                SELECT plainto_tsquery('simple', search_plain(CAST(:others AS TEXT)))
                    && CASE WHEN TRIM(search_plain(CAST(:last AS TEXT))) = ''
                        THEN plainto_tsquery('simple', '')
                        ELSE to_tsquery('simple',
                            '''' || search_plain(CAST(:prefix AS TEXT)) || ''':*') END AS query
            ) wanted ON e.lexemes @@ wanted.query)",
            .condition = "e.entry > 0",
            .rank = "ts_rank(e.lexemes, wanted.query) DESC",
            .values = {others, last, last}};
}

Match match_of(Session& session, const std::vector<std::string>& words) {
    return session.dialect() == Dialect::sqlite ? match_of_sqlite(words)
                                                : match_of_postgresql(words);
}

std::string from_where(const Match& match, const std::optional<SearchKind>& kind) {
    std::string text = " FROM " + match.tables + R"(
        LEFT JOIN streams s ON s.id = e.stream_id
        LEFT JOIN videos v ON v.id = e.video_id
        JOIN channels c ON c.id = COALESCE(e.channel_id, s.channel_id, v.channel_id)
        JOIN users u ON u.id = c.user_id
        WHERE )" + match.condition +
                       R"( AND c.deleted_at IS NULL AND u.is_active = 1
            AND (s.id IS NULL OR s.visibility = 'public')
            AND (v.id IS NULL OR (v.visibility = 'public' AND v.status = 'READY')))";
    if (kind == SearchKind::streams) text += " AND e.stream_id IS NOT NULL";
    if (kind == SearchKind::channels) text += " AND e.channel_id IS NOT NULL";
    if (kind == SearchKind::videos) text += " AND e.video_id IS NOT NULL";
    return text;
}

constexpr std::string_view live_first = R"(
    CASE WHEN s.status IN ('live', 'reconnecting') THEN 0
        WHEN e.channel_id IS NOT NULL AND EXISTS (SELECT 1 FROM streams o
            WHERE o.channel_id = c.id AND o.status IN ('live', 'reconnecting')
                AND o.visibility = 'public') THEN 0
        ELSE 1 END)";

Statement& bind(Statement& statement, const Match& match) {
    for (const auto& value : match.values) statement.use(value);
    return statement;
}

/// SQLite's words follow the entries by hand. To be called with the entries as they were, before
/// they change.
void drop_words(Session& session, std::string_view condition, std::string_view id) {
    if (session.dialect() != Dialect::sqlite) return;
    auto statement = session.prepare(
        "INSERT INTO search_words (search_words, rowid, title, names, body)"
        " SELECT 'delete', entry, title, names, body FROM search_entries WHERE " +
        std::string(condition));
    statement.use(id).run();
}

/// The same with the entries as they are.
void add_words(Session& session, std::string_view condition, std::string_view id) {
    if (session.dialect() != Dialect::sqlite) return;
    auto statement = session.prepare(
        "INSERT INTO search_words (rowid, title, names, body)"
        " SELECT entry, title, names, body FROM search_entries WHERE " +
        std::string(condition));
    statement.use(id).run();
}

constexpr std::string_view of_stream = "stream_id = :id";
constexpr std::string_view of_channel = "channel_id = :id";
constexpr std::string_view of_video = "video_id = :id";
constexpr std::string_view of_streams_of =
    "stream_id IN (SELECT id FROM streams WHERE channel_id = :id)";
constexpr std::string_view of_videos_of =
    "video_id IN (SELECT id FROM videos WHERE channel_id = :id)";

/// Whether the streams or videos of a channel are known by other names than the channel.
bool has_other_names(Session& session, ChannelId id, std::string_view condition) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM search_entries WHERE " + std::string(condition) +
        " AND names <> (SELECT own.names FROM search_entries own WHERE own.channel_id = :own)");
    return statement.use(id).use(id).into(count).next() && count > 0;
}

/// Gives those entries the names that the channel has.
void rename_entries(Session& session, ChannelId id, std::string_view condition) {
    if (!has_other_names(session, id, condition)) return;
    drop_words(session, condition, to_string(id));
    auto statement = session.prepare(R"(
        UPDATE search_entries
        SET names = (SELECT e.names FROM search_entries e WHERE e.channel_id = :channel)
        WHERE )" + std::string(condition));
    statement.use(id).use(id).run();
    add_words(session, condition, to_string(id));
}

/// What an entry speaks of: one of the three.
struct Hit {
    std::string stream;
    std::string channel;
    std::string video;
};

std::vector<Stream> load_streams(Session& session, const std::vector<Hit>& hits) {
    std::vector<Stream> streams;
    auto statement = session.prepare(select_streams("s.id IN " + in_list("hit", hits.size())));
    for (const auto& hit : hits) statement.use(hit.stream);
    Stream stream;
    into_stream(statement, stream);
    while (statement.next()) streams.push_back(stream);
    add_categories(session, streams);
    return streams;
}

std::vector<Channel> load_channels(Session& session, const std::vector<Hit>& hits) {
    std::vector<Channel> channels;
    auto statement =
        session.prepare("SELECT " + std::string(channel_columns) +
                        " FROM channels c JOIN users u ON u.id = c.user_id WHERE c.id IN " +
                        in_list("hit", hits.size()));
    for (const auto& hit : hits) statement.use(hit.channel);
    Channel channel;
    into_channel(statement, channel);
    while (statement.next()) channels.push_back(channel);
    return channels;
}

/// In the order of the hits.
std::vector<Found> load_found(Session& session, const std::vector<Hit>& hits) {
    if (hits.empty()) return {};
    const auto streams = load_streams(session, hits);
    const auto channels = load_channels(session, hits);
    std::vector<Found> found;
    for (const auto& hit : hits) {
        const auto stream = std::ranges::find(streams, StreamId::parse(hit.stream), &Stream::id);
        const auto channel =
            std::ranges::find(channels, ChannelId::parse(hit.channel), &Channel::id);
        if (stream != streams.end()) {
            found.emplace_back(*stream);
        } else if (channel != channels.end()) {
            found.emplace_back(*channel);
        } else if (const auto video = VideoId::parse(hit.video)) {
            found.emplace_back(*video);
        }
    }
    return found;
}

}  // namespace

void index_stream(Session& session, StreamId id) {
    drop_words(session, of_stream, to_string(id));
    auto statement = session.prepare(
        "INSERT INTO search_entries (stream_id, title, names, body) SELECT s.id, " +
        without_stroke("s.title") + ", c.handle || ' ' || u.username, " +
        without_stroke("s.description") + " FROM " + std::string(stream_tables) + R"(
        WHERE s.id = :id
        ON CONFLICT (stream_id) DO UPDATE
        SET title = excluded.title, names = excluded.names, body = excluded.body)");
    statement.use(id).run();
    add_words(session, of_stream, to_string(id));
}

void forget_stream(Session& session, StreamId id) {
    drop_words(session, of_stream, to_string(id));
    session.prepare("DELETE FROM search_entries WHERE stream_id = :id").use(id).run();
}

void index_video(Session& session, VideoId id) {
    drop_words(session, of_video, to_string(id));
    std::string tags;
    std::string tag;
    auto select =
        session.prepare("SELECT tag FROM video_tags WHERE video_id = :video ORDER BY place");
    select.use(id).into(tag);
    while (select.next()) tags += tag + " ";
    auto statement = session.prepare(
        "INSERT INTO search_entries (video_id, title, names, body) SELECT v.id, " +
        without_stroke("v.title") + ", c.handle || ' ' || u.username, CAST(:tags AS TEXT) || " +
        without_stroke("v.description") + " FROM " + std::string(video_tables) + R"(
        WHERE v.id = :id
        ON CONFLICT (video_id) DO UPDATE
        SET title = excluded.title, names = excluded.names, body = excluded.body)");
    statement.use(replace_stroke(tags)).use(id).run();
    add_words(session, of_video, to_string(id));
}

void forget_video(Session& session, VideoId id) {
    drop_words(session, of_video, to_string(id));
    session.prepare("DELETE FROM search_entries WHERE video_id = :id").use(id).run();
}

void forget_channel(Session& session, ChannelId id) {
    drop_words(session, of_channel, to_string(id));
    session.prepare("DELETE FROM search_entries WHERE channel_id = :id").use(id).run();
}

void index_channel(Session& session, ChannelId id) {
    drop_words(session, of_channel, to_string(id));
    auto own = session.prepare(
        "INSERT INTO search_entries (channel_id, title, names, body) SELECT c.id, " +
        without_stroke("c.title") + ", c.handle || ' ' || u.username, " +
        without_stroke("c.description") + R"(
        FROM channels c JOIN users u ON u.id = c.user_id
        WHERE c.id = :id
        ON CONFLICT (channel_id) DO UPDATE
        SET title = excluded.title, names = excluded.names, body = excluded.body)");
    own.use(id).run();
    add_words(session, of_channel, to_string(id));
    rename_entries(session, id, of_streams_of);
    rename_entries(session, id, of_videos_of);
}

void index_channels_of(Session& session, UserId owner) {
    std::vector<ChannelId> channels;
    ChannelId id;
    auto statement = session.prepare("SELECT id FROM channels WHERE user_id = :owner ORDER BY id");
    statement.use(owner).into(id);
    while (statement.next()) channels.push_back(id);
    for (const auto& channel : channels) index_channel(session, channel);
}

Paged<Found> search(Session& session, const SearchQuery& query, Page page) {
    Paged<Found> list;
    const auto words = words_of(query.text);
    if (words.empty()) return list;
    const auto match = match_of(session, words);
    const auto rest = from_where(match, query.kind);
    auto count = session.prepare("SELECT COUNT(*)" + rest);
    bind(count, match).into(list.total).next();

    std::vector<Hit> hits;
    Hit hit;
    auto statement = session.prepare(
        "SELECT COALESCE(e.stream_id, ''), COALESCE(e.channel_id, ''), COALESCE(e.video_id, '')" +
        rest + " ORDER BY " + std::string(live_first) + ", " + match.rank +
        ", e.entry DESC LIMIT :limit OFFSET :offset");
    bind(statement, match).use(page.limit).use(page.offset()).into(hit.stream).into(hit.channel);
    statement.into(hit.video);
    while (statement.next()) hits.push_back(hit);
    list.items = load_found(session, hits);
    return list;
}

}  // namespace freshet::sql
