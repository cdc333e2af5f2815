#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/address_range.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"
#include "community/chat_role.hpp"
#include "community/entitlements.hpp"
#include "community/phrase_filter.hpp"

namespace freshet::community {

/// A ban or timeout as the rules know it.
struct BanTerms {
    BanId id;
    std::optional<UserId> user{};
    std::vector<AddressRange> ranges{};
    std::optional<WallTime> until{};  // Of a timeout. None: for good.

    bool operator==(const BanTerms&) const = default;
};

/// All that the rules of a channel rest on, as one load gives it.
struct ChatFacts {
    ChannelId channel;
    UserId owner;
    ChatPolicy policy{};
    std::vector<BanTerms> bans{};  // Those in force.
    std::vector<UserId> moderators{};

    bool operator==(const ChatFacts&) const = default;
};

/// Who wants to say something.
struct ChatSender {
    UserId user;
    bool is_staff = false;  // A moderator or admin of the installation.
    Entitlements entitlements{};
    std::string address{};  // Empty: not known.
};

/// What somebody wants to say.
struct ChatWords {
    std::string text;                   // Clean (clean_message).
    std::vector<std::string> emotes{};  // Codes in it that the sender may use.
};

/// What becomes of it.
struct ChatVerdict {
    enum class Kind : std::uint8_t { accepted, held, refused };

    Kind kind = Kind::accepted;
    ErrorCode why{};  // ChatErrc, unless accepted.
    std::optional<HeldFor> held_for{};
    // What the reason speaks of.
    std::optional<WallTime> until{};    // timed_out
    std::chrono::seconds wait{0};       // slow_mode, timed_out; rounded up.
    std::chrono::minutes following{0};  // followers_only: for how long one must have followed.

    bool operator==(const ChatVerdict&) const = default;
};

/// Judges what is said in the rooms of one channel, by what it holds in memory. Pure: takes the
/// time. Deltas may come twice. Lives on its owner's thread.
class ChatRules {
public:
    struct Limits {
        std::size_t speakers_max = 10'000;  // Whose words are remembered; the longest silent go.
        std::size_t texts_max = 5;          // Of each.
        std::chrono::minutes texts_kept{10};
    };

    explicit ChatRules(ChatFacts facts);
    ChatRules(ChatFacts facts, Limits limits);

    [[nodiscard]] ChatRole role_of(UserId user, bool is_staff) const;

    /// Whether the sender may say anything at all: bans, timeouts, and modes that go by who it is.
    [[nodiscard]] ChatVerdict admits(const ChatSender& sender, WallTime now) const;

    [[nodiscard]] ChatVerdict judge(const ChatSender& sender, const ChatWords& words,
                                    WallTime now) const;

    /// Remembers what was taken, held or not, for slow mode and repetitions.
    void note_said(UserId user, std::string_view text, WallTime now);
    /// It could not be kept after all.
    void forget_said(UserId user, std::string_view text);

    [[nodiscard]] const ChatPolicy& policy() const { return policy_; }
    [[nodiscard]] ChannelId channel() const { return channel_; }

    /// An older one than it has is nothing new.
    void set(ChatPolicy policy);
    void ban(BanTerms terms, WallTime now);
    void unban(BanId id);
    void set_moderator(UserId user, bool moderates);

private:
    struct Said {
        std::size_t hash;
        WallTime at;
    };
    struct Speaker {
        UserId user;
        WallTime last;
        std::vector<Said> said;  // The oldest first.
    };

    [[nodiscard]] const BanTerms* ban_of(const ChatSender& sender, WallTime now) const;
    [[nodiscard]] ChatVerdict judge_pace(const ChatSender& sender, std::string_view text,
                                         WallTime now) const;
    void add(BanTerms terms);

    Limits limits_;
    ChannelId channel_;
    UserId owner_;
    ChatPolicy policy_;
    PhraseFilter filter_;
    std::unordered_map<BanId, BanTerms> bans_;
    std::unordered_map<UserId, BanId> banned_users_;
    std::multimap<AddressRange, BanId> banned_ranges_;
    std::map<unsigned, std::size_t> prefixes_;  // How many ranges are of how many bits.
    std::unordered_set<UserId> moderators_;
    std::list<Speaker> speakers_;  // Who spoke last comes last.
    std::unordered_map<UserId, std::list<Speaker>::iterator> speaker_of_;
};

}  // namespace freshet::community
