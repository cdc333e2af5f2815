#include "store/sql/chat_bans.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "store/sql/chat_rows.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using community::Ban;
using community::BanKind;
using community::BanTerms;
using community::BanWish;
using community::ChatErrc;
using community::ChatUser;
using community::MadeBan;
using Limits = community::ModerationRepository::Limits;

namespace {

std::optional<std::optional<UserId>> user_or_none(std::string_view text) {
    return text.empty() ? std::optional<UserId>() : UserId::parse(text);
}

std::optional<AddressRange> range_from(std::string_view text) { return AddressRange::parse(text); }

/// Of a user who has left nobody is told, and there is nobody to keep out.
constexpr std::string_view ban_tables = R"(
    chat_bans b
    LEFT JOIN users u ON u.id = b.user_id AND u.deleted_at IS NULL
    LEFT JOIN users w ON w.id = b.banned_by AND w.deleted_at IS NULL)";

struct BanRow {
    Ban ban;
    ChatUser user;
    ChatUser by;
};

std::optional<UserId> user_or_nobody(std::string_view text) {
    return text.empty() ? UserId() : UserId::parse(text);
}

std::string select_bans(const std::string& condition) {
    return "SELECT b.id, b.channel_id, COALESCE(u.id, ''), COALESCE(u.username, ''), "
           "COALESCE(u.display_name, ''), COALESCE(u.avatar_url, ''), COALESCE(w.id, ''), "
           "COALESCE(w.username, ''), COALESCE(w.display_name, ''), COALESCE(w.avatar_url, ''), "
           "b.reason, b.created_at, b.until, "
           "(SELECT COUNT(*) FROM chat_ban_ranges r WHERE r.ban_id = b.id) FROM " +
           std::string(ban_tables) + " WHERE " + condition;
}

Statement& into_user(Statement& statement, ChatUser& user) {
    return statement.into(user.id, user_or_nobody)
        .into(user.username)
        .into(user.display_name)
        .into(user.avatar_url);
}

Statement& into_ban(Statement& statement, BanRow& row) {
    auto& ban = row.ban;
    statement.into(ban.id).into(ban.channel);
    into_user(statement, row.user);
    into_user(statement, row.by);
    return statement.into(ban.reason).into(ban.at).into(ban.until).into(ban.has_addresses);
}

Ban ban_of(const BanRow& row) {
    auto ban = row.ban;
    if (row.user.id != UserId()) ban.user = row.user;
    if (row.by.id != UserId()) ban.by = row.by;
    return ban;
}

std::vector<Ban> read_bans(Statement& statement) {
    std::vector<Ban> bans;
    BanRow row;
    into_ban(statement, row);
    while (statement.next()) bans.push_back(ban_of(row));
    return bans;
}

/// Whoever typed addresses sees them again.
void add_typed_ranges(Session& session, UserId viewer, std::vector<Ban>& bans) {
    if (bans.empty()) return;
    std::map<BanId, std::vector<AddressRange>> typed;
    BanId id;
    AddressRange range = *AddressRange::parse("::1");
    auto statement = session.prepare(
        "SELECT r.ban_id, r.addresses "
        "FROM chat_ban_ranges r JOIN chat_bans b ON b.id = r.ban_id "
        "WHERE b.banned_by = :viewer AND r.is_typed = 1 AND r.ban_id IN " +
        in_list("ban", bans.size()) + " ORDER BY r.addresses");
    statement.use(viewer);
    for (const auto& ban : bans) statement.use(ban.id);
    statement.into(id).into(range, range_from);
    while (statement.next()) typed[id].push_back(range);
    for (auto& ban : bans) ban.ranges = typed[ban.id];
}

std::optional<Ban> load_ban(Session& session, BanId id, UserId viewer) {
    auto statement = session.prepare(select_bans("b.id = :id"));
    statement.use(id);
    auto bans = read_bans(statement);
    add_typed_ranges(session, viewer, bans);
    return bans.empty() ? std::nullopt : std::optional(std::move(bans.front()));
}

struct Standing {
    BanId id;
    std::optional<WallTime> until;
};

/// What there is of a user, in force or over.
std::optional<Standing> load_standing(Session& session, ChannelId channel, UserId user) {
    Standing standing;
    auto statement = session.prepare(
        "SELECT id, until FROM chat_bans WHERE channel_id = :channel AND user_id = :user");
    statement.use(channel).use(user).into(standing.id).into(standing.until);
    return statement.next() ? std::optional(standing) : std::nullopt;
}

std::size_t count_bans(Session& session, ChannelId channel, WallTime now) {
    std::size_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM chat_bans "
        "WHERE channel_id = :channel AND (until IS NULL OR until > :now)");
    statement.use(channel).use(now).into(count).next();
    return count;
}

/// Where the newest sessions of somebody came from.
std::set<AddressRange> load_addresses(Session& session, UserId user, std::size_t sessions) {
    std::set<AddressRange> ranges;
    std::string ip;
    auto statement = session.prepare(
        "SELECT ip FROM sessions WHERE user_id = :user ORDER BY rotated_at DESC, id DESC "
        "LIMIT :sessions");
    statement.use(user).use(sessions).into(ip);
    while (statement.next()) {
        if (const auto range = AddressRange::of_customer(ip)) ranges.insert(*range);
    }
    return ranges;
}

void delete_ban(Session& session, BanId id) {
    session.prepare("DELETE FROM chat_bans WHERE id = :id").use(id).run();  // Cascades.
}

void insert_ban(Session& session, const Moderating& act, const BanWish& wish, const MadeBan& made) {
    auto insert = session.prepare(R"(
        INSERT INTO chat_bans (id, channel_id, user_id, reason, banned_by, created_at, until)
        VALUES (:id, :channel, NULLIF(:user, ''), :reason, :by, :now, :until))");
    insert.use(made.ban.id).use(act.channel);
    insert.use(made.ban.user ? to_string(made.ban.user->id) : "").use(wish.reason);
    insert.use(act.actor.user).use(act.now).use(made.ban.until).run();
    for (const auto& range : made.ranges) {
        auto row = session.prepare(R"(
            INSERT INTO chat_ban_ranges (ban_id, addresses, is_typed)
            VALUES (:ban, :addresses, :is_typed))");
        row.use(made.ban.id).use(to_string(range));
        row.use(std::ranges::find(wish.ranges, range) != wish.ranges.end()).run();
    }
}

/// Whom a wish means: nobody, where it is about addresses alone.
Result<std::optional<ChatUser>> find_target(Session& session, const ChatGround& ground,
                                            const Moderating& act, const BanWish& wish) {
    if (!wish.whom) {
        if (wish.ranges.empty()) return fail(ChatErrc::nobody_named);
        return std::nullopt;
    }
    auto user = load_chat_user(session, *wish.whom);
    if (!user) return fail(ChatErrc::user_not_found);
    const bool may = user->id != act.actor.user &&
                     may_ban(ground.role, role_of(session, ground.channel, user->id));
    if (!may) return fail(ChatErrc::is_protected);
    return user;
}

/// Makes room for what replaces it.
Result<void> end_former(Session& session, const Moderating& act, UserId user, bool is_timeout) {
    const auto former = load_standing(session, act.channel, user);
    if (!former) return {};
    if (is_timeout && !former->until) return fail(ChatErrc::is_banned);
    delete_ban(session, former->id);
    return {};
}

std::string target_of(const Ban& ban) { return ban.user ? ban.user->username : to_string(ban.id); }

Result<Ban> delete_found(Session& session, const ChatGround& ground, const Moderating& act,
                         std::optional<Ban> ban) {
    if (!ban || ban->channel != act.channel) return fail(ChatErrc::ban_not_found);
    if (ban->until && *ban->until <= act.now) return fail(ChatErrc::ban_not_found);
    delete_ban(session, ban->id);
    record_act(session, ground, act.actor,
               {.action = "chat.user_unbanned", .target = target_of(*ban)}, act.now);
    return *std::move(ban);
}

void add_ranges(Session& session, ChannelId channel, WallTime now,
                std::map<BanId, BanTerms>& terms) {
    BanId id;
    AddressRange range = *AddressRange::parse("::1");
    auto statement = session.prepare(R"(
        SELECT r.ban_id, r.addresses
        FROM chat_bans b JOIN chat_ban_ranges r ON r.ban_id = b.id
        WHERE b.channel_id = :channel AND (b.until IS NULL OR b.until > :now)
        ORDER BY r.ban_id, r.addresses)");
    statement.use(channel).use(now).into(id).into(range, range_from);
    while (statement.next()) terms[id].ranges.push_back(range);
}

}  // namespace

std::vector<BanTerms> load_ban_terms(Session& session, ChannelId channel, WallTime now) {
    std::map<BanId, BanTerms> terms;
    BanTerms row;
    auto statement = session.prepare(R"(
        SELECT id, COALESCE(user_id, ''), until FROM chat_bans
        WHERE channel_id = :channel AND (until IS NULL OR until > :now))");
    statement.use(channel).use(now).into(row.id).into(row.user, user_or_none).into(row.until);
    while (statement.next()) terms[row.id] = row;
    add_ranges(session, channel, now, terms);

    std::vector<BanTerms> bans;
    for (auto& [id, each] : terms) bans.push_back(std::move(each));
    return bans;
}

Result<MadeBan> make_ban(Session& session, const Moderating& act, const BanWish& wish,
                         const Limits& limits) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    auto target = find_target(session, *ground, act, wish);
    if (!target) return std::unexpected(target.error());

    std::set<AddressRange> ranges(wish.ranges.begin(), wish.ranges.end());
    if (*target) {
        const auto ended = end_former(session, act, (*target)->id, wish.length.has_value());
        if (!ended) return std::unexpected(ended.error());
        if (wish.with_address)
            ranges.merge(load_addresses(session, (*target)->id, limits.sessions_max));
    }
    if (count_bans(session, act.channel, act.now) >= limits.bans_max)
        return fail(ChatErrc::too_many_bans);

    MadeBan made{.ban = {.id = BanId::make(), .channel = act.channel, .at = act.now},
                 .ranges = {ranges.begin(), ranges.end()}};
    made.ban.user = *std::move(target);
    if (made.ban.user) made.was_moderator = take_office(session, act.channel, made.ban.user->id);
    if (wish.length) made.ban.until = act.now + *wish.length;
    insert_ban(session, act, wish, made);
    record_act(session, *ground, act.actor,
               {.action = wish.length ? "chat.user_timed_out" : "chat.user_banned",
                .target = target_of(made.ban)},
               act.now);
    made.ban = load_ban(session, made.ban.id, act.actor.user).value();
    return made;
}

Result<Ban> end_ban(Session& session, const Moderating& act, const community::Whom& whom) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    const auto user = load_chat_user(session, whom);
    if (!user) return fail(ChatErrc::user_not_found);
    const auto standing = load_standing(session, act.channel, user->id);
    if (!standing) return fail(ChatErrc::ban_not_found);
    return delete_found(session, *ground, act, load_ban(session, standing->id, act.actor.user));
}

Result<Ban> end_ban(Session& session, const Moderating& act, BanId ban) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    return delete_found(session, *ground, act, load_ban(session, ban, act.actor.user));
}

Result<Paged<Ban>> list_bans(Session& session, const Moderating& act, BanKind kind, Page page) {
    const auto ground = load_ground(session, act.channel, act.actor);
    if (!ground) return std::unexpected(ground.error());
    const std::string condition =
        "b.channel_id = :channel AND (b.user_id IS NULL OR u.id IS NOT NULL) AND " +
        std::string(kind == BanKind::ban ? "b.until IS NULL" : "b.until > :now");
    const auto bind = [&](Statement& statement) -> Statement& {
        statement.use(act.channel);
        return kind == BanKind::ban ? statement : statement.use(act.now);
    };

    Paged<Ban> list;
    auto count =
        session.prepare("SELECT COUNT(*) FROM " + std::string(ban_tables) + " WHERE " + condition);
    bind(count).into(list.total).next();
    auto statement =
        session.prepare(select_bans(condition + " ORDER BY b.id DESC LIMIT :limit OFFSET :offset"));
    bind(statement).use(page.limit).use(page.offset());
    list.items = read_bans(statement);
    add_typed_ranges(session, act.actor.user, list.items);
    return list;
}

std::optional<Ban> take_ban(Session& session, const Moderating& act, UserId user) {
    const auto standing = load_standing(session, act.channel, user);
    if (!standing) return std::nullopt;
    auto ban = load_ban(session, standing->id, act.actor.user);
    delete_ban(session, standing->id);
    return ban;
}

}  // namespace freshet::sql
