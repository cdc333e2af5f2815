#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/address_range.hpp"
#include "base/clock.hpp"
#include "base/cursor.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"
#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"
#include "community/chat_role.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// Who does something in a channel's chat.
struct ChatActor {
    UserId user;
    bool is_staff = false;  // A moderator or admin of the installation.
    std::string ip{};       // For the audit.
};

/// Somebody by id or by username, in any case.
using Whom = std::variant<UserId, std::string>;

/// Who is to be kept out, and for how long.
struct BanWish {
    std::optional<Whom> whom{};
    std::optional<std::chrono::seconds> length{};  // Of a timeout. None: for good.
    std::string reason{};
    bool with_address = false;           // Of the user: also where the last sessions came from.
    std::vector<AddressRange> ranges{};  // As somebody typed them.
};

/// A ban, or a timeout, as moderators see it.
struct Ban {
    BanId id;
    ChannelId channel;
    std::optional<ChatUser> user{};
    std::vector<AddressRange> ranges{};  // Those that whoever asks has typed.
    bool has_addresses = false;          // Whether there are any, seen or not.
    std::string reason{};
    std::optional<ChatUser> by{};  // None: the account is gone.
    WallTime at;
    std::optional<WallTime> until{};

    bool operator==(const Ban&) const = default;
};

struct MadeBan {
    Ban ban;
    std::vector<AddressRange> ranges{};  // All of them.
    bool was_moderator = false;          // Who is banned moderates no more.
};

struct ChatModerator {
    ChatUser user;
    WallTime since;

    bool operator==(const ChatModerator&) const = default;
};

/// What came of a change of moderators.
struct Appointment {
    ChatModerator moderator;
    bool is_new = false;
    std::optional<Ban> lifted{};  // Who moderates is not banned.
};

/// A room at the moment when it was cleared.
struct Cleared {
    ChannelId channel;
    MessageId through;
};

enum class BanKind : std::uint8_t { ban, timeout };

/// What moderators do, as rows. Each act finds out itself what its actor may (chat_role.hpp), and
/// is recorded in the audit where the staff acts in a channel of somebody else. Reasons of refusal
/// are ChatErrc; promises as ChatRepository.
class ModerationRepository {
public:
    struct Limits {
        std::size_t bans_max = 20'000;  // In force, of a channel.
        std::size_t moderators_max = 200;
        std::size_t sessions_max = 3;  // Whose addresses a ban with the address takes.
    };

    virtual ~ModerationRepository() = default;

    /// channel_not_found.
    virtual asio::awaitable<Result<ChatRole>> role(ChatActor actor, ChannelId channel) = 0;

    /// Replaces what was said of the user before, though a timeout does not replace a ban.
    virtual asio::awaitable<Result<MadeBan>> ban(ChatActor actor, ChannelId channel, BanWish wish,
                                                 WallTime now) = 0;
    /// Gives what was lifted: ban_not_found.
    virtual asio::awaitable<Result<Ban>> unban(ChatActor actor, ChannelId channel, Whom whom,
                                               WallTime now) = 0;
    virtual asio::awaitable<Result<Ban>> lift(ChatActor actor, ChannelId channel, BanId ban,
                                              WallTime now) = 0;
    /// Those in force, the newest first.
    virtual asio::awaitable<Result<Paged<Ban>>> bans(ChatActor actor, ChannelId channel,
                                                     BanKind kind, Page page, WallTime now) = 0;

    /// Gives the message as it was. One's own, or one that the actor may moderate. Nothing happens
    /// to one that is deleted.
    virtual asio::awaitable<Result<ChatMessage>> remove_message(ChatActor actor, MessageId id,
                                                                WallTime now) = 0;
    virtual asio::awaitable<Result<Cleared>> clear(ChatActor actor, StreamId room,
                                                   WallTime now) = 0;
    /// Gives the message as it is then.
    virtual asio::awaitable<Result<ChatMessage>> review(ChatActor actor, MessageId id, bool approve,
                                                        WallTime now) = 0;
    /// What waits in all rooms of a channel, the newest first.
    virtual asio::awaitable<Result<Stretch<ChatMessage>>> held(ChatActor actor, ChannelId channel,
                                                               CursorPage page, WallTime now) = 0;

    /// For everybody; channel_not_found.
    virtual asio::awaitable<Result<ChatPolicy>> policy(ChannelId channel) = 0;
    virtual asio::awaitable<Result<ChatPolicy>> change_policy(ChatActor actor, ChannelId channel,
                                                              ChatPolicyChange change,
                                                              WallTime now) = 0;

    /// For everybody, the first who was appointed first.
    virtual asio::awaitable<Result<Paged<ChatModerator>>> moderators(ChannelId channel,
                                                                     Page page) = 0;
    virtual asio::awaitable<Result<Appointment>> add_moderator(ChatActor actor, ChannelId channel,
                                                               Whom whom, WallTime now) = 0;
    /// Gives who moderates no more; user_not_found: who did not.
    virtual asio::awaitable<Result<ChatUser>> remove_moderator(ChatActor actor, ChannelId channel,
                                                               Whom whom, WallTime now) = 0;
};

}  // namespace freshet::community
