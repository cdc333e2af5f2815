#include "community/chat_rules.hpp"

#include <algorithm>
#include <functional>

#include "base/folded.hpp"
#include "base/names.hpp"
#include "community/links.hpp"

namespace freshet::community {

namespace {

using Kind = ChatVerdict::Kind;

ChatVerdict refused(ChatErrc why) { return {.kind = Kind::refused, .why = why}; }

ChatVerdict held(ChatErrc why, HeldFor reason) {
    return {.kind = Kind::held, .why = why, .held_for = reason};
}

bool is_over(const BanTerms& terms, WallTime now) { return terms.until && *terms.until <= now; }

ChatVerdict kept_out(const BanTerms& terms, WallTime now) {
    if (!terms.until) return refused(ChatErrc::banned);
    auto verdict = refused(ChatErrc::timed_out);
    verdict.until = terms.until;
    verdict.wait = std::chrono::ceil<std::chrono::seconds>(*terms.until - now);
    return verdict;
}

/// Where an emote stands at the front, how much of the text it takes.
std::size_t emote_size(std::string_view text, const std::vector<std::string>& emotes) {
    if (!text.starts_with(':')) return 0;
    const auto end = text.find(':', 1);
    if (end == std::string_view::npos) return 0;
    const auto code = to_lower_ascii(text.substr(1, end - 1));
    const bool is_emote = std::ranges::any_of(
        emotes, [&code](const std::string& emote) { return to_lower_ascii(emote) == code; });
    return is_emote ? end + 1 : 0;
}

bool is_emotes(const ChatWords& words) {
    std::string rest;
    for (std::string_view text = words.text; !text.empty();) {
        const auto size = emote_size(text, words.emotes);
        if (size == 0) rest += text.front();
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return is_emoji(rest);
}

std::size_t hash_of(std::string_view text) { return std::hash<std::string>()(folded(text)); }

}  // namespace

ChatRules::ChatRules(ChatFacts facts, Limits limits)
    : limits_(limits),
      channel_(facts.channel),
      owner_(facts.owner),
      policy_(std::move(facts.policy)),
      filter_(policy_.phrases),
      moderators_(facts.moderators.begin(), facts.moderators.end()) {
    for (auto& terms : facts.bans) add(std::move(terms));
}

ChatRules::ChatRules(ChatFacts facts) : ChatRules(std::move(facts), Limits()) {}

ChatRole ChatRules::role_of(UserId user, bool is_staff) const {
    if (user == owner_) return ChatRole::owner;
    if (is_staff) return ChatRole::staff;
    return moderators_.contains(user) ? ChatRole::moderator : ChatRole::viewer;
}

ChatVerdict ChatRules::admits(const ChatSender& sender, WallTime now) const {
    if (moderates(role_of(sender.user, sender.is_staff))) return {};
    if (const auto* terms = ban_of(sender, now)) return kept_out(*terms, now);
    const auto& rights = sender.entitlements;
    if (rights.subscribes()) return {};
    if (policy_.settings.subscribers_only) return refused(ChatErrc::subscribers_only);
    const auto& following = policy_.settings.followers_only;
    if (!following || (rights.following_since && now - *rights.following_since >= *following))
        return {};
    auto verdict = refused(ChatErrc::followers_only);
    verdict.following = *following;
    return verdict;
}

ChatVerdict ChatRules::judge(const ChatSender& sender, const ChatWords& words, WallTime now) const {
    auto verdict = admits(sender, now);
    if (verdict.kind != Kind::accepted || moderates(role_of(sender.user, sender.is_staff)))
        return verdict;
    const auto& settings = policy_.settings;
    if (settings.emote_only && !is_emotes(words)) return refused(ChatErrc::emotes_only);
    const auto phrase = filter_.judge(words.text);
    if (phrase == PhraseAction::block) return refused(ChatErrc::phrase_blocked);
    const bool is_bad_link = !settings.links_allowed && has_link(words.text);
    if (is_bad_link && !settings.links_held) return refused(ChatErrc::link_refused);
    verdict = judge_pace(sender, words.text, now);
    if (verdict.kind != Kind::accepted) return verdict;
    if (phrase) return held(ChatErrc::phrase_blocked, HeldFor::phrase);
    if (is_bad_link) return held(ChatErrc::link_refused, HeldFor::link);
    return verdict;
}

/// What depends on what the sender has said before.
ChatVerdict ChatRules::judge_pace(const ChatSender& sender, std::string_view text,
                                  WallTime now) const {
    const auto found = speaker_of_.find(sender.user);
    if (found == speaker_of_.end()) return {};
    const auto& speaker = *found->second;
    const auto slow = policy_.settings.slow_mode;
    // A clock that was set back makes nobody wait for longer than it takes.
    const auto since = std::max(now - speaker.last, WallTime::duration::zero());
    if (since < slow && !sender.entitlements.is_exempt_from_slow_mode()) {
        auto verdict = refused(ChatErrc::slow_mode);
        verdict.wait = std::chrono::ceil<std::chrono::seconds>(slow - since);
        return verdict;
    }
    if (!policy_.settings.unique_messages) return {};
    const auto is_same = [&, hash = hash_of(text)](const Said& said) {
        return said.hash == hash && now - said.at < limits_.texts_kept;
    };
    return std::ranges::any_of(speaker.said, is_same) ? refused(ChatErrc::repeated) : ChatVerdict();
}

const BanTerms* ChatRules::ban_of(const ChatSender& sender, WallTime now) const {
    const auto banned = banned_users_.find(sender.user);
    if (banned != banned_users_.end()) {
        const auto& terms = bans_.at(banned->second);
        if (!is_over(terms, now)) return &terms;
    }
    const auto address = parse_address(sender.address);
    if (!address) return nullptr;
    for (const auto& [bits, count] : prefixes_) {
        const auto [first, last] = banned_ranges_.equal_range(AddressRange(*address, bits));
        for (auto range = first; range != last; ++range) {
            const auto& terms = bans_.at(range->second);
            if (!is_over(terms, now)) return &terms;
        }
    }
    return nullptr;
}

void ChatRules::note_said(UserId user, std::string_view text, WallTime now) {
    const auto found = speaker_of_.find(user);
    if (found == speaker_of_.end()) {
        speaker_of_[user] =
            speakers_.insert(speakers_.end(), {.user = user, .last = now, .said = {}});
    } else {
        speakers_.splice(speakers_.end(), speakers_, found->second);
    }
    auto& speaker = speakers_.back();
    speaker.last = now;
    speaker.said.push_back({.hash = hash_of(text), .at = now});
    if (speaker.said.size() > limits_.texts_max) speaker.said.erase(speaker.said.begin());
    if (speakers_.size() <= limits_.speakers_max) return;
    speaker_of_.erase(speakers_.front().user);
    speakers_.pop_front();
}

void ChatRules::forget_said(UserId user, std::string_view text) {
    const auto found = speaker_of_.find(user);
    if (found == speaker_of_.end()) return;
    auto& speaker = *found->second;
    std::erase_if(speaker.said,
                  [hash = hash_of(text)](const Said& said) { return said.hash == hash; });
    speaker.last = speaker.said.empty() ? WallTime() : speaker.said.back().at;
}

void ChatRules::set(ChatPolicy policy) {
    if (policy.version < policy_.version) return;
    policy_ = std::move(policy);
    filter_ = PhraseFilter(policy_.phrases);
}

void ChatRules::ban(BanTerms terms, WallTime now) {
    std::vector<BanId> over;
    for (const auto& [id, each] : bans_)
        if (is_over(each, now)) over.push_back(id);
    for (const auto& id : over) unban(id);
    add(std::move(terms));
}

void ChatRules::add(BanTerms terms) {
    if (bans_.contains(terms.id)) return;
    if (terms.user) {
        const auto former = banned_users_.find(*terms.user);
        if (former != banned_users_.end()) {
            if (former->second > terms.id) return;  // The news of two came in the wrong order.
            unban(BanId(former->second));
        }
        banned_users_[*terms.user] = terms.id;
    }
    for (const auto& range : terms.ranges) {
        banned_ranges_.emplace(range, terms.id);
        ++prefixes_[range.bits()];
    }
    bans_.emplace(terms.id, std::move(terms));
}

void ChatRules::unban(BanId id) {
    const auto found = bans_.find(id);
    if (found == bans_.end()) return;
    const auto terms = std::move(found->second);
    bans_.erase(found);
    if (terms.user) banned_users_.erase(*terms.user);
    std::erase_if(banned_ranges_, [&id](const auto& range) { return range.second == id; });
    for (const auto& range : terms.ranges)
        if (--prefixes_[range.bits()] == 0) prefixes_.erase(range.bits());
}

void ChatRules::set_moderator(UserId user, bool moderates) {
    if (moderates) {
        moderators_.insert(user);
    } else {
        moderators_.erase(user);
    }
}

}  // namespace freshet::community
