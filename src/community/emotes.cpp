#include "community/emotes.hpp"

#include <array>
#include <chrono>
#include <utility>

#include "base/encoding.hpp"
#include "base/random.hpp"
#include "community/room_error.hpp"

namespace freshet::community {

namespace {

// Longer than any change takes: what was planned before and is no emote's is nobody's.
constexpr std::chrono::minutes plan_life{10};

/// Used once, so that it may be kept for ever; and not to be guessed.
std::string make_image_name() {
    std::array<std::byte, 16> bytes;
    fill_random(bytes);
    return to_base32(bytes) + ".webp";
}

}  // namespace

Emotes::Emotes(Limits limits, EmoteRepository& repository, EmoteStore& store, MakeEmote make,
               EventBus& events, WallClock clock)
    : limits_(limits),
      repository_(repository),
      store_(store),
      make_(std::move(make)),
      events_(events),
      clock_(std::move(clock)) {}

asio::awaitable<std::vector<Emote>> Emotes::of_channel(ChannelId channel) {
    return repository_.of_channel(channel);
}

asio::awaitable<Result<EmotePut>> Emotes::put(EmoteDraft draft, Bytes file) {
    if (!is_emote_code(draft.code)) co_return fail(RoomErrc::invalid_emote_code);
    auto made = co_await make_(std::make_shared<const Bytes>(std::move(file)));
    if (!made) co_return std::unexpected(made.error());
    const auto channel = draft.channel;
    draft.image = make_image_name();
    co_await repository_.plan(draft.image, clock_());
    co_await store_.put(draft.image, *std::move(made));
    // A file that nobody came to have goes with the next sweep.
    auto put = co_await repository_.put(std::move(draft), limits_.count_max, clock_());
    if (!put) co_return std::unexpected(put.error());
    events_.publish(EmotesChanged{.channel = channel, .at = clock_()});
    if (!put->former.empty()) co_await discard(put->former);
    co_return put;
}

asio::awaitable<Result<Emote>> Emotes::change(EmoteChange change) {
    const auto channel = change.channel;
    if (change.new_code && !is_emote_code(*change.new_code))
        co_return fail(RoomErrc::invalid_emote_code);
    auto emote = co_await repository_.change(std::move(change));
    if (!emote) co_return std::unexpected(emote.error());
    events_.publish(EmotesChanged{.channel = channel, .at = clock_()});
    co_return emote;
}

asio::awaitable<Result<Emote>> Emotes::remove(ChannelId channel, std::string code) {
    auto emote = co_await repository_.remove(channel, std::move(code));
    if (!emote) co_return std::unexpected(emote.error());
    events_.publish(EmotesChanged{.channel = channel, .at = clock_()});
    co_await discard(emote->image);
    co_return emote;
}

asio::awaitable<std::size_t> Emotes::sweep(std::size_t count) {
    auto images = co_await repository_.unused(clock_() - plan_life, count);
    for (const auto& image : images) co_await store_.remove(image);
    const auto removed = images.size();
    if (removed > 0) co_await repository_.forget(std::move(images));
    co_return removed;
}

asio::awaitable<void> Emotes::discard(std::string image) {
    co_await store_.remove(image);
    std::vector<std::string> gone{std::move(image)};
    co_await repository_.forget(std::move(gone));
}

}  // namespace freshet::community
