#include "serve/vod/admission.hpp"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "serve/playback/error.hpp"

namespace freshet::vod {

namespace {

using playback::Errc;
using namespace std::chrono_literals;

constexpr auto outage_max = 10min;  // For so long is believed what was known before.
constexpr auto absence_life = 2s;   // What is not there may be READY elsewhere.

bool is_outage(ErrorCode error) {
    return error.category() == make_error_code(Outage::unavailable).category();
}

/// What the database says; nothing: it is away.
template <class T>
asio::awaitable<std::optional<T>> unless_away(asio::awaitable<T> reading) try {
    co_return co_await std::move(reading);
} catch (const boost::system::system_error& error) {
    if (!is_outage(error.code())) throw;
    co_return std::nullopt;
}

[[noreturn]] void database_is_away() {
    throw boost::system::system_error(make_error_code(Outage::unavailable));
}

}  // namespace

Admission::Admission(Config config, Parts parts)
    : config_(std::move(config)),
      parts_(std::move(parts)),
      playables_({.kept = outage_max, .weight_max = config_.videos_max}),
      absences_({.fresh = absence_life,
                 .life = absence_life,
                 .kept = absence_life,
                 .weight_max = config_.absent_max}),
      members_({.kept = outage_max, .weight_max = config_.members_max}),
      listener_(parts_.events.listen([this](const Event& event) { hear(event); })) {}

asio::awaitable<Result<Admitted>> Admission::admit(VideoId video, std::string token) {
    auto found = co_await playable(video);
    if (!found) co_return fail(Errc::hidden);
    auto claims = token.empty() ? std::nullopt : parts_.tokens.read(token);
    if (claims && claims->video != video) claims.reset();
    if (claims) {
        const bool holds_still = co_await holds(*claims, found);
        if (holds_still) {
            co_return Admitted{.playable = std::move(found),
                               .viewer = claims->viewer,
                               .expires_at = claims->expires_at};
        }
    }
    if (may_watch(found->video, Ground::none))
        co_return Admitted{.playable = std::move(found), .viewer = {}};
    // Who had a token once knows that the video is there.
    co_return fail(claims ? Errc::forbidden : Errc::hidden);
}

/// Whether what a token of ours says is true still. A link needs nobody to be signed in.
asio::awaitable<bool> Admission::holds(VideoClaims claims, Ptr<Playable> playable) {
    const auto& video = playable->video;
    if (claims.access_epoch != video.access_epoch || claims.expires_at <= config_.wall())
        co_return false;
    if (!may_watch(video, claims.ground)) co_return false;
    if (claims.ground != Ground::owner || claims.viewer == UserId()) co_return true;
    const auto now = co_await membership({claims.viewer, claims.session});
    co_return now.is_member && (now.is_staff || claims.viewer == video.owner);
}

asio::awaitable<Admission::Ptr<Playable>> Admission::playable(VideoId video) {
    const auto now = config_.mono();
    if (auto known = playables_.find(video, now)) co_return known;
    if (absences_.find(video, now)) co_return nullptr;
    auto loaded = co_await unless_away(load(video));
    if (loaded) co_return *std::move(loaded);
    auto known = playables_.recall(video, config_.mono());
    if (!known) database_is_away();
    co_return known;
}

/// Null: nothing that plays has that name.
asio::awaitable<Admission::Ptr<Playable>> Admission::load(VideoId video) {
    const auto age = playables_.age();
    const auto absent_age = absences_.age();
    auto row = co_await parts_.find(video);
    const auto now = config_.mono();
    if (!row || row->video.status != VideoStatus::ready) {
        // Whoever asks for what never was must not keep others from remembering what is.
        if (playables_.recall(video, now)) playables_.forget(video);
        absences_.keep(video, std::make_shared<const Absence>(), absent_age, now);
        co_return nullptr;
    }
    auto found = std::make_shared<const Playable>(*std::move(row));
    playables_.keep(video, found, age, now);
    co_return found;
}

asio::awaitable<Admission::Membership> Admission::membership(Holder holder) {
    if (const auto known = members_.find(holder, config_.mono())) co_return *known;
    const auto loaded = co_await unless_away(load(holder));
    if (loaded) co_return *loaded;
    const auto known = members_.recall(holder, config_.mono());
    if (!known) database_is_away();
    co_return *known;
}

asio::awaitable<Admission::Membership> Admission::load(Holder holder) {
    const auto age = members_.age();
    const auto& [user, session] = holder;
    std::vector<channels::Watcher> watchers{{.user = user, .session = session, .channel = {}}};
    const auto standings = co_await parts_.members.standings(std::move(watchers), config_.wall());
    const auto& standing = standings.at(0);
    const Membership found{.is_member = standing.is_member, .is_staff = standing.is_staff};
    members_.keep(holder, std::make_shared<const Membership>(found), age, config_.mono());
    co_return found;
}

void Admission::hear(const Event& event) {
    if (const auto* const changed = std::get_if<VideoChanged>(&event)) forget(changed->video);
    if (const auto* const removed = std::get_if<VideoRemoved>(&event)) forget(removed->video);
    if (const auto* const ready = std::get_if<VideoReady>(&event)) forget(ready->video);
}

void Admission::forget(VideoId video) {
    playables_.forget(video);
    absences_.forget(video);
}

void Admission::sweep() {
    const auto now = config_.mono();
    playables_.sweep(now);
    absences_.sweep(now);
    members_.sweep(now);
}

}  // namespace freshet::vod
