#include "community/phrase_filter.hpp"

#include <algorithm>

namespace freshet::community {

PhraseFilter::PhraseFilter(std::span<const BlockedPhrase> phrases) {
    for (const auto& [text, action] : phrases) {
        auto words = words_of(text);
        if (words.empty()) continue;
        auto& alike = phrases_[words.front()];
        alike.push_back({.words = std::move(words), .action = action});
    }
}

std::optional<PhraseAction> PhraseFilter::judge(std::string_view text) const {
    if (phrases_.empty()) return std::nullopt;
    std::optional<PhraseAction> worst;
    for (const auto& words : readings_of(text)) {
        for (auto place = words.begin(); place != words.end(); ++place) {
            const auto action = judge({place, words.end()});
            if (action == PhraseAction::block) return action;
            if (action) worst = action;
        }
    }
    return worst;
}

std::optional<PhraseAction> PhraseFilter::judge(std::span<const std::string> words) const {
    const auto found = phrases_.find(words.front());
    if (found == phrases_.end()) return std::nullopt;
    std::optional<PhraseAction> worst;
    for (const auto& phrase : found->second) {
        const auto length = phrase.words.size();
        if (length > words.size() || !std::ranges::equal(phrase.words, words.first(length)))
            continue;
        if (phrase.action == PhraseAction::block) return phrase.action;
        worst = phrase.action;
    }
    return worst;
}

}  // namespace freshet::community
