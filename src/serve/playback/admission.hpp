#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/access.hpp"
#include "channels/playback_tokens.hpp"

namespace freshet::playback {

/// The right of one viewer to watch one stream, shared by all that play by it. It ends at once for
/// all of them; each looks from time to time.
class Pass {
public:
    Pass(StreamId stream, const channels::PlaybackClaims& claims)
        : stream_(stream),
          viewer_(claims.viewer),
          session_(claims.session),
          ground_(claims.ground) {}

    [[nodiscard]] StreamId stream() const { return stream_; }
    [[nodiscard]] UserId viewer() const { return viewer_; }  // Nil: nobody in particular.
    [[nodiscard]] SessionId session() const { return session_; }
    [[nodiscard]] bool is_good() const { return good_.load(std::memory_order_relaxed); }

private:
    friend class Admission;

    const StreamId stream_;
    const UserId viewer_;
    const SessionId session_;
    channels::Ground ground_;  // The rest is guarded by Admission, but for the flag.
    MonoTime used_at_{};
    WallTime ended_at_{};
    std::atomic<bool> good_ = true;
};

using PassPtr = std::shared_ptr<const Pass>;

/// Who may watch what is on air, judged from memory alone: by what is known of the stream and by
/// the token that a viewer brings. What the database knows better is brought in by Reviews.
/// Guarded: from any thread. Reasons of refusal are playback::Errc.
class Admission {
public:
    struct Config {
        /// A pass that nothing has used for this long is no proof of a playback that goes on.
        std::chrono::milliseconds idle_max = std::chrono::seconds(60);
        /// For how long the access of an ended stream is remembered: longer than its segments.
        std::chrono::milliseconds kept_after_end = std::chrono::minutes(5);
        std::size_t passes_max = 100'000;  // Beyond it nobody new comes in by token.
        std::function<MonoTime()> mono = mono_now;
        WallClock wall = wall_now;
    };

    /// The tokens outlive it.
    Admission(Config config, const channels::PlaybackTokens& tokens);

    /// A broadcast begins, or somebody else may watch it from now on: passes that do not suffice
    /// any more end at once. A stream that was never set is hidden.
    void set(StreamId stream, const channels::Access& access);

    /// The same from rows that were read after `revision` was asked for: what was set since then is
    /// newer, and stays.
    void refresh(StreamId stream, const channels::Access& access, std::uint64_t revision);
    [[nodiscard]] std::uint64_t revision() const;

    [[nodiscard]] std::optional<channels::Access> access(StreamId stream) const;

    /// For a playback that starts. `token` may be empty, and one that is not needed need not be
    /// good.
    Result<PassPtr> start(StreamId stream, std::string_view token);

    /// For one that may have started before: the token may have expired meanwhile.
    Result<PassPtr> go_on(StreamId stream, std::string_view token);

    /// A pass that rests on what may have changed in the database.
    struct Case {
        PassPtr pass;
        channels::Access access;
    };
    [[nodiscard]] std::vector<Case> cases() const;

    /// The right has ended. Tokens that were made up to now do not bring it back.
    void end(const PassPtr& pass);

    /// Forgets passes that nobody uses, and streams that ended a while ago.
    void sweep(const std::function<bool(StreamId)>& is_on_air);

private:
    using Holder = std::tuple<UserId, SessionId>;
    struct Entry {
        channels::Access access;
        std::uint64_t revision = 0;     // When it was set.
        std::shared_ptr<Pass> anybody;  // Of those who need no token.
        std::map<Holder, std::shared_ptr<Pass>> passes;
        std::optional<MonoTime> forget_at;  // Set when it is first seen off the air.
    };
    using Claims = std::optional<channels::PlaybackClaims>;

    void set(Entry& entry, const channels::Access& access);
    [[nodiscard]] Claims read(StreamId stream, std::string_view token) const;
    Result<PassPtr> judge(StreamId stream, std::string_view token, bool may_have_expired);
    std::shared_ptr<Pass> pass_of(Entry& entry, const channels::PlaybackClaims& claims);
    [[nodiscard]] bool is_used(const std::shared_ptr<Pass>& pass) const;
    void end(Pass& pass) const;

    const Config config_;
    const channels::PlaybackTokens& tokens_;
    mutable std::mutex mutex_;
    std::map<StreamId, Entry> entries_;
    std::uint64_t revision_ = 0;
    std::size_t passes_ = 0;
};

}  // namespace freshet::playback
