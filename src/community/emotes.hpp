#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "community/emote.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// What somebody wants an emote to be. An image is planned before.
struct EmoteDraft {
    ChannelId channel;
    std::string code;
    std::optional<EmoteTier> tier{};  // None: as it is; for everyone when it is new.
    std::string image{};
};

/// An emote that stands, and the image that it had before.
struct EmotePut {
    Emote emote;
    std::string former{};  // Empty: it is new.
};

/// What an emote is to become; what is not named stays.
struct EmoteChange {
    ChannelId channel;
    std::string code;
    std::optional<std::string> new_code{};
    std::optional<EmoteTier> tier{};
};

/// Where emotes are kept; codes are found in any case. Every method is one transaction, and what it
/// returned survives a crash. A database that is down throws. From any thread. Images that are
/// planned are known until they are forgotten: whenever the program ends, and however a channel
/// goes, no file stays behind.
class EmoteRepository {
public:
    virtual ~EmoteRepository() = default;

    /// By code. None where there is no such channel.
    virtual asio::awaitable<std::vector<Emote>> of_channel(ChannelId channel) = 0;

    /// Before the file is made.
    virtual asio::awaitable<void> plan(std::string image, WallTime now) = 0;

    /// Gives a code its image, whether it is new or not: RoomErrc::too_many_emotes,
    /// ChatErrc::channel_not_found.
    virtual asio::awaitable<Result<EmotePut>> put(EmoteDraft draft, std::size_t count_max,
                                                  WallTime now) = 0;

    /// RoomErrc::emote_not_found, RoomErrc::emote_taken.
    virtual asio::awaitable<Result<Emote>> change(EmoteChange change) = 0;

    /// What it was; RoomErrc::emote_not_found.
    virtual asio::awaitable<Result<Emote>> remove(ChannelId channel, std::string code) = 0;

    /// Images that were planned before and that no emote has, at most `count`.
    virtual asio::awaitable<std::vector<std::string>> unused(WallTime before,
                                                             std::size_t count) = 0;

    /// Their files are gone.
    virtual asio::awaitable<void> forget(std::vector<std::string> images) = 0;
};

/// Where the files of emotes are kept. A store that is down throws. From any thread.
class EmoteStore {
public:
    virtual ~EmoteStore() = default;

    virtual asio::awaitable<void> put(std::string image, Bytes file) = 0;
    virtual asio::awaitable<void> remove(std::string image) = 0;
};

/// Makes an emote's image of what somebody has sent, where that disturbs nobody; or says why it is
/// none.
using MakeEmote = std::function<asio::awaitable<Result<Bytes>>(std::shared_ptr<const Bytes> file)>;

/// The images that channels have of their own. Whether the caller may change a channel is judged
/// before. Rooms hear of every change. Used by all io threads at once; what it refers to outlives
/// it.
class Emotes {
public:
    struct Limits {
        std::size_t count_max = 100;  // Of one channel.
    };

    Emotes(Limits limits, EmoteRepository& repository, EmoteStore& store, MakeEmote make,
           EventBus& events, WallClock clock);

    asio::awaitable<std::vector<Emote>> of_channel(ChannelId channel);

    /// The reasons of `make`; RoomErrc::invalid_emote_code, RoomErrc::too_many_emotes,
    /// ChatErrc::channel_not_found.
    asio::awaitable<Result<EmotePut>> put(EmoteDraft draft, Bytes file);

    /// RoomErrc::invalid_emote_code, RoomErrc::emote_not_found, RoomErrc::emote_taken.
    asio::awaitable<Result<Emote>> change(EmoteChange change);

    /// RoomErrc::emote_not_found.
    asio::awaitable<Result<Emote>> remove(ChannelId channel, std::string code);

    /// Removes files that no emote has: of changes that were cut off, and of channels that were
    /// purged. For housekeeping, again until it gives less than `count`. Tells how many.
    asio::awaitable<std::size_t> sweep(std::size_t count);

private:
    asio::awaitable<void> discard(std::string image);

    Limits limits_;
    EmoteRepository& repository_;
    EmoteStore& store_;
    MakeEmote make_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
