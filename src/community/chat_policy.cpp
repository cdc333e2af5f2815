#include "community/chat_policy.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/folded.hpp"
#include "base/names.hpp"
#include "base/utf8.hpp"

namespace freshet::community {

namespace {

constexpr std::array<std::string_view, 2> action_names{"block", "hold"};  // In the enum's order.

bool is_within(auto duration, auto max) { return duration.count() >= 0 && duration <= max; }

bool has_bad_duration(const ChatPolicyChange& change) {
    if (change.slow_mode && !is_within(*change.slow_mode, ChatSettings::slow_mode_max)) return true;
    return change.followers_only && *change.followers_only &&
           !is_within(**change.followers_only, ChatSettings::followers_only_max);
}

Result<std::vector<BlockedPhrase>> checked_phrases(const std::vector<BlockedPhrase>& phrases) {
    if (phrases.size() > BlockedPhrase::count_max) return fail(ChatErrc::bad_phrases);
    std::vector<BlockedPhrase> checked;
    std::set<Words> meant;
    for (const auto& phrase : phrases) {
        if (!is_utf8(phrase.text) || has_controls(phrase.text)) return fail(ChatErrc::bad_phrases);
        const std::string text(trimmed(phrase.text));
        const auto words = words_of(text);
        if (words.empty() || count_characters(text) > BlockedPhrase::characters_max)
            return fail(ChatErrc::bad_phrases);
        if (meant.insert(words).second) checked.push_back({.text = text, .action = phrase.action});
    }
    return checked;
}

template <class T>
void assign(const std::optional<T>& from, T& to) {
    if (from) to = *from;
}

}  // namespace

std::string_view to_string(PhraseAction action) {
    return action_names[static_cast<std::size_t>(action)];
}

std::optional<PhraseAction> phrase_action_from(std::string_view text) {
    return value_of<PhraseAction>(action_names, text);
}

Result<ChatPolicyChange> checked(ChatPolicyChange change) {
    if (has_bad_duration(change)) return fail(ChatErrc::bad_duration);
    if (!change.phrases) return change;
    auto phrases = checked_phrases(*change.phrases);
    if (!phrases) return std::unexpected(phrases.error());
    change.phrases = *std::move(phrases);
    return change;
}

void apply(const ChatPolicyChange& change, ChatPolicy& policy) {
    assign(change.slow_mode, policy.settings.slow_mode);
    assign(change.followers_only, policy.settings.followers_only);
    assign(change.subscribers_only, policy.settings.subscribers_only);
    assign(change.emote_only, policy.settings.emote_only);
    assign(change.unique_messages, policy.settings.unique_messages);
    assign(change.links_allowed, policy.settings.links_allowed);
    assign(change.links_held, policy.settings.links_held);
    assign(change.phrases, policy.phrases);
}

}  // namespace freshet::community
