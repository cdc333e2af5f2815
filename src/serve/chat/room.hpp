#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/loop.hpp"
#include "channels/access_repository.hpp"
#include "channels/broadcasts.hpp"
#include "community/chat_repository.hpp"
#include "community/chat_rules.hpp"
#include "community/emotes.hpp"
#include "community/moderation.hpp"
#include "community/pins.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/chat/asker.hpp"
#include "serve/chat/copy.hpp"
#include "serve/chat/gate.hpp"
#include "serve/chat/pace.hpp"
#include "serve/chat/person.hpp"
#include "serve/chat/presence.hpp"
#include "serve/chat/recent.hpp"
#include "serve/chat/totals.hpp"
#include "serve/playback/judge.hpp"
#include "serve/sockets/news.hpp"

namespace freshet::chat {

/// Where rooms publish: the hub, which is made after what stands on it.
struct Press {
    std::function<sockets::Number(const sockets::Topic&, sockets::News)> publish;
    std::function<sockets::Number()> head;
};

/// What all rooms stand on; it outlives them.
struct RoomParts {
    channels::Broadcasts& broadcasts;
    playback::Judge& judge;
    channels::AccessRepository& access;
    community::EntitlementRepository& entitlements;
    community::ChatRepository& messages;
    community::Moderation& moderation;
    community::EmoteRepository& emotes;
    community::Reactions& reactions;
    community::Pins& pins;
    community::Polls& polls;
    Press press;
    const Looks& looks;
    WallClock clock;
    Totals& totals;
};

struct RoomConfig {
    std::size_t waiting_max = 1000;  // Messages that are not stored yet.
    std::size_t batch_max = 200;     // In one transaction.
    std::size_t standings_max = 10'000;
    std::chrono::milliseconds standing_kept = std::chrono::minutes(1);
    std::chrono::milliseconds review = std::chrono::seconds(10);  // From one to the next.
    std::chrono::milliseconds access_kept = std::chrono::seconds(1);
    std::chrono::milliseconds retry = std::chrono::seconds(1);  // What could not be read.
    std::chrono::milliseconds changes_told{1000};  // Of a poll, of a message's reactions.
    Presence::Config presence{};
};

/// Whether a client is still in a room where it has a seat. The room sets it, on its thread, and
/// who has the seat looks, on another: that is all that they share.
using IsThere = std::shared_ptr<std::atomic<bool>>;

/// What a client that has joined must know of a room to act in it.
struct RoomFacts {
    ChannelId channel;
    std::uint32_t viewers = 0;
    IsThere is_there{};
};

/// The actor of one stream's chat: who is there, and what is said. What it holds is what rows say;
/// what changes elsewhere it hears by events. Lives on its home thread, with its tasks in that
/// thread's group; Rooms has it for as long as it is in use and a while longer.
class Room {
public:
    Room(StreamId id, RoomConfig config, const RoomParts& parts, net::IoThread& thread,
         net::TaskGroup& tasks, std::function<void(std::uint32_t)> on_viewers);

    /// What has a Use is not taken away.
    class Use {
    public:
        explicit Use(Room& room) : room_(room) { ++room_.uses_; }
        ~Use() { --room_.uses_; }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        Room& room_;
    };

    /// Loads it, once for many who knock at once: channels::Errc::stream_not_found. An outage is
    /// thrown at everyone who waits, and the next one tries again.
    asio::awaitable<Said<void>> ready();

    struct Wish {
        Person who;
        sockets::Dialect dialect;
        bool is_new = true;  // False: the socket hears the room already, and has its history.
        bool is_owner_only = false;
    };
    /// In it already: as this person from now on. What who joins has to know is told before it
    /// hears what comes after. Reasons of refusal are those of playback.
    asio::awaitable<Said<RoomFacts>> join(sockets::Socket socket, Wish wish);

    /// It may come back: it is not told as leaving for a while.
    void leave(const sockets::Socket& socket, bool may_return);

    struct Words {
        std::string text;
        std::optional<MessageId> reply_to{};
        community::MessageKind kind = community::MessageKind::message;
    };
    /// Judged and on its way to be stored when this ends; the asker is answered when it is.
    asio::awaitable<Said<void>> say(Asker asker, Person who, Words words);

    /// Whether somebody may have a part in what goes on here: a vote, a reaction. `emoji` may be an
    /// emote, which must be theirs to use; empty: none.
    asio::awaitable<Said<void>> may_take_part(sockets::Socket socket, Person who,
                                              std::string emoji);

    /// What somebody may do here.
    [[nodiscard]] community::ChatRole role_of(const Person& who) const;
    asio::awaitable<Said<community::ChatRole>> tell_role(Person who) const;

    void hear(const Event& event);

    /// Nobody has been there since then, and nothing is under way. None: somebody is.
    [[nodiscard]] std::optional<MonoTime> idle_since() const;

    /// Nobody is there, and there is nothing to come back to.
    [[nodiscard]] bool is_vain() const { return idle_since() && state_ != State::ready; }

private:
    struct Member {
        Person who;
        sockets::Dialect dialect;
        std::string viewer;  // The key in presence.
        IsThere is_there;
    };
    struct Standing {
        community::Entitlements entitlements;
        MonoTime asked_at;
    };
    /// A message that is on its way to the rows.
    struct Waiting {
        Message message;
        Person who;
        sockets::Dialect dialect;
        Asker asker;
    };
    /// Somebody who is there, as the database is asked about.
    struct Case {
        sockets::Socket socket;
        channels::Watcher watcher;  // Nobody: not signed in.
    };
    enum class State : std::uint8_t { fresh, loading, ready, missing, failed };
    /// What is read again when it changes.
    enum class Part : std::uint8_t { policy, pin, emotes };
    static constexpr std::size_t part_count = 3;

    // room.cpp
    void begin(const char* name, asio::awaitable<void> task);
    asio::awaitable<void> in_use(asio::awaitable<void> task);
    asio::awaitable<void> load();
    asio::awaitable<bool> load_rows();
    asio::awaitable<void> load_extras();
    [[nodiscard]] sockets::Topic topic() const;
    [[nodiscard]] sockets::Topic held_topic() const;
    void publish(sockets::News news);
    void tell(const Presence::Changes& changes);
    void arm();
    void tick();
    void read_due(MonoTime now);

    // room_members.cpp
    [[nodiscard]] Said<void> admit(const Person& who, const Result<channels::Ground>& ground) const;
    IsThere seat(const sockets::Socket& socket, const Wish& wish,
                 const community::Entitlements& entitlements);
    void dismiss(const sockets::Socket& socket, const Refused& why);
    void follow_held(const sockets::Socket& socket, const Member& member) const;
    [[nodiscard]] YouView you(const Person& who, const community::Entitlements& entitlements) const;
    [[nodiscard]] sockets::Event state_of(const Member& member,
                                          const community::Entitlements& entitlements) const;
    [[nodiscard]] community::ChatSender sender(const Person& who,
                                               const community::Entitlements& entitlements) const;
    [[nodiscard]] const community::Entitlements* known_entitlements(UserId user) const;
    void note_entitlements(UserId user, const community::Entitlements& entitlements);
    asio::awaitable<community::Entitlements> entitlements_of(Person who);
    using EntitlementsOf = std::unordered_map<UserId, community::Entitlements>;
    asio::awaitable<EntitlementsOf> entitlements_of(std::vector<Person> people);
    asio::awaitable<void> tell_state(sockets::Socket socket);
    asio::awaitable<void> tell_state_to(UserId user);
    asio::awaitable<void> tell_states(std::vector<sockets::Socket> sockets);
    asio::awaitable<void> tell_state_to_all(bool readers_too);
    void close(const std::string& reason);

    // room_reviews.cpp
    asio::awaitable<Said<void>> know_access();
    asio::awaitable<void> read_access();
    asio::awaitable<void> look();
    void take_access(const channels::Stream& stream);
    [[nodiscard]] bool is_open_to_all() const;
    asio::awaitable<void> review();
    [[nodiscard]] std::vector<Case> cases() const;
    asio::awaitable<void> review(std::span<const Case> cases);
    asio::awaitable<void> review(const Case& one, channels::Standing standing);

    // room_words.cpp
    asio::awaitable<Said<std::optional<community::RepliedTo>>> replied_to(
        std::optional<MessageId> id);
    community::ChatVerdict judge(const Person& who, const community::Entitlements& entitlements,
                                 const Message& message);
    [[nodiscard]] community::Badges badges_of(const Person& who,
                                              const community::Entitlements& entitlements) const;
    asio::awaitable<void> store_waiting();
    asio::awaitable<void> store(std::vector<Waiting> batch);
    asio::awaitable<std::optional<std::vector<MessageId>>> append(
        std::vector<community::ChatDraft> drafts);
    void spread(Waiting said);
    void refuse_waiting();

    // room_events.cpp
    asio::awaitable<std::optional<Message>> find(MessageId id);
    [[nodiscard]] bool is_gone(MessageId id) const;
    void forget_gone(Message& message) const;
    void take(const Event& event);
    void take_one(const ChatBanned& ban);
    void take_one(const ChatUnbanned& unban);
    void take_one(const ChatMessageDeleted& deleted);
    void take_one(const ChatCleared& cleared);
    void take_one(const ChatReviewed& review);
    void take_one(const ChatPolicyChanged& change);
    void take_one(const ChatModeratorChanged& change);
    void take_one(const MessagePinned& pinned);
    void take_one(const MessageReacted& reacted);
    void take_one(const PollChanged& change);
    void take_one(const EmotesChanged& change);
    void take_one(const StreamEnded& ended);
    void forget_standing(UserId user, UserId streamer);
    asio::awaitable<void> show(MessageId approved);

    // room_copies.cpp
    static asio::awaitable<bool> succeeds(asio::awaitable<void> reading);
    [[nodiscard]] Copy& copy(Part part) { return copies_.at(static_cast<std::size_t>(part)); }
    void reread(Part part);
    asio::awaitable<void> read_again(Part part);
    asio::awaitable<void> read(Part part);
    asio::awaitable<Said<void>> know_policy();
    asio::awaitable<void> read_policy();
    asio::awaitable<void> read_pin();
    asio::awaitable<void> read_emotes();
    asio::awaitable<void> refresh_polls(std::vector<PollId> polls);
    asio::awaitable<void> read_polls(const std::vector<PollId>& polls);
    asio::awaitable<void> refresh_reactions(std::vector<MessageId> messages);
    asio::awaitable<void> read_reactions(const std::vector<MessageId>& messages);

    const StreamId id_;
    const RoomConfig config_;
    const RoomParts& parts_;
    net::IoThread& thread_;
    net::TaskGroup& tasks_;
    std::function<void(std::uint32_t)> on_viewers_;

    State state_ = State::fresh;
    Gate loaded_;
    std::vector<Event> unheard_;  // While it loads.
    std::size_t uses_ = 0;
    MonoTime empty_since_;

    channels::Access access_{};
    bool is_owner_active_ = true;
    MonoTime access_at_{};  // When these were read.
    bool is_access_known_ = true;
    Gate access_read_;
    std::optional<community::ChatRules> rules_;  // There when it is ready.
    std::array<Copy, part_count> copies_;
    Gate policy_read_;
    community::EmoteSet emotes_;
    Recent recent_;
    std::optional<Message> pinned_;
    std::optional<community::Poll> poll_;
    bool is_poll_end_told_ = false;

    Presence presence_;
    std::map<sockets::Socket, Member> members_;
    std::set<sockets::Socket> dismissed_;  // Clients that still have a seat here, and hear nothing.
    std::unordered_map<UserId, Standing> standings_;
    std::array<std::uint64_t, 2> state_rounds_{};  // Of writers alone, and of all.

    std::deque<Waiting> waiting_;
    bool is_storing_ = false;
    MessageId cleared_through_;
    Pace<MessageId> reactions_;
    bool is_reading_reactions_ = false;
    Pace<PollId> polls_;
    bool is_reading_polls_ = false;
    MonoTime review_at_;
    bool is_reviewing_ = false;
    std::unique_ptr<Wake> wake_;
};

}  // namespace freshet::chat
