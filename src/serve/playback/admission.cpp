#include "serve/playback/admission.hpp"

#include <algorithm>
#include <utility>

#include "serve/playback/error.hpp"

namespace freshet::playback {

using channels::Access;
using channels::Ground;
using channels::PlaybackClaims;

Admission::Admission(Config config, const channels::PlaybackTokens& tokens)
    : config_(std::move(config)), tokens_(tokens) {}

void Admission::set(StreamId stream, const Access& access) {
    const std::lock_guard lock(mutex_);
    set(entries_[stream], access);
}

void Admission::refresh(StreamId stream, const Access& access, std::uint64_t revision) {
    const std::lock_guard lock(mutex_);
    auto& entry = entries_[stream];
    if (entry.revision <= revision) set(entry, access);
}

std::uint64_t Admission::revision() const {
    const std::lock_guard lock(mutex_);
    return revision_;
}

void Admission::set(Entry& entry, const Access& access) {
    entry.access = access;
    entry.revision = ++revision_;
    entry.forget_at.reset();
    if (entry.anybody && !access.may_stay(Ground::none)) end(*entry.anybody);
    for (const auto& [holder, pass] : entry.passes) {
        if (!access.may_stay(pass->ground_)) end(*pass);
    }
}

std::optional<Access> Admission::access(StreamId stream) const {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(stream);
    if (found == entries_.end()) return std::nullopt;
    return found->second.access;
}

Result<PassPtr> Admission::start(StreamId stream, std::string_view token) {
    return judge(stream, token, false);
}

Result<PassPtr> Admission::go_on(StreamId stream, std::string_view token) {
    return judge(stream, token, true);
}

Admission::Claims Admission::read(StreamId stream, std::string_view token) const {
    if (token.empty()) return std::nullopt;
    auto claims = tokens_.read(token);
    if (claims && claims->stream != stream) claims.reset();
    return claims;
}

Result<PassPtr> Admission::judge(StreamId stream, std::string_view token, bool may_have_expired) {
    const auto claims = read(stream, token);
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(stream);
    if (found == entries_.end()) return fail(Errc::hidden);
    auto& entry = found->second;

    if (claims && entry.access.may_start(claims->ground)) {
        const bool expired = claims->expires_at <= config_.wall();
        const auto known = entry.passes.find({claims->viewer, claims->session});
        const bool plays = known != entry.passes.end() && is_used(known->second);
        if (!expired || (may_have_expired && plays)) {
            if (auto pass = pass_of(entry, *claims)) return pass;
        }
    }
    if (entry.access.is_public()) {
        if (!entry.anybody || !entry.anybody->is_good())
            entry.anybody = std::make_shared<Pass>(stream, PlaybackClaims());
        return entry.anybody;
    }
    // Who had a token once knows that the stream is there.
    const bool is_hidden = entry.access.least_ground() == Ground::owner && !claims;
    return fail(is_hidden ? Errc::hidden : Errc::forbidden);
}

/// Null when its right has ended since the token was made, or when there are too many.
std::shared_ptr<Pass> Admission::pass_of(Entry& entry, const PlaybackClaims& claims) {
    auto& pass = entry.passes[{claims.viewer, claims.session}];
    const bool is_new = !pass;
    if (pass && !pass->is_good()) {
        if (claims.expires_at - tokens_.life() <= pass->ended_at_) return nullptr;
        pass.reset();
    }
    if (!pass) {
        if (is_new && passes_ >= config_.passes_max) {
            entry.passes.erase({claims.viewer, claims.session});
            return nullptr;
        }
        passes_ += is_new ? 1 : 0;
        pass = std::make_shared<Pass>(claims.stream, claims);
    }
    pass->ground_ = std::max(pass->ground_, claims.ground);
    pass->used_at_ = config_.mono();
    return pass;
}

/// Somebody plays by it: a connection that holds it, or requests that come again and again.
bool Admission::is_used(const std::shared_ptr<Pass>& pass) const {
    return pass->is_good() &&
           (pass.use_count() > 1 || config_.mono() - pass->used_at_ < config_.idle_max);
}

std::vector<Admission::Case> Admission::cases() const {
    std::vector<Case> cases;
    const std::lock_guard lock(mutex_);
    for (const auto& [stream, entry] : entries_) {
        if (entry.access.may_stay(Ground::link)) continue;  // Nothing that a row could take away.
        for (const auto& [holder, pass] : entry.passes) {
            if (pass->viewer() != UserId() && is_used(pass))
                cases.push_back({.pass = pass, .access = entry.access});
        }
    }
    return cases;
}

void Admission::end(const PassPtr& pass) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(pass->stream());
    if (found == entries_.end()) return;
    const auto known = found->second.passes.find({pass->viewer(), pass->session()});
    if (known != found->second.passes.end() && known->second == pass) end(*known->second);
}

void Admission::end(Pass& pass) const {
    if (!pass.good_.exchange(false)) return;
    pass.ended_at_ = config_.wall();
}

void Admission::sweep(const std::function<bool(StreamId)>& is_on_air) {
    const auto now = config_.mono();
    const auto wall = config_.wall();
    const std::lock_guard lock(mutex_);
    for (auto& [stream, entry] : entries_) {
        // One that has ended is remembered for as long as there may be tokens from before.
        passes_ -= std::erase_if(entry.passes, [&](const auto& item) {
            const auto& pass = item.second;
            return pass->is_good() ? !is_used(pass) : pass->ended_at_ + tokens_.life() < wall;
        });
        if (is_on_air(stream)) {
            entry.forget_at.reset();
        } else if (!entry.forget_at) {
            entry.forget_at = now + config_.kept_after_end;
        }
    }
    std::erase_if(entries_, [&](const auto& item) {
        const auto& entry = item.second;
        const bool over = entry.forget_at && *entry.forget_at <= now;
        if (over) passes_ -= entry.passes.size();
        return over;
    });
}

}  // namespace freshet::playback
