#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/folded.hpp"
#include "community/chat_policy.hpp"

namespace freshet::community {

/// Finds a channel's phrases in texts: whole words, in whatever case, width or look-alike letters
/// they are written. Immutable.
class PhraseFilter {
public:
    PhraseFilter() = default;
    explicit PhraseFilter(std::span<const BlockedPhrase> phrases);

    /// What is to be done with a text: to block comes before to hold. Nothing: it has none.
    [[nodiscard]] std::optional<PhraseAction> judge(std::string_view text) const;

private:
    struct Phrase {
        Words words;
        PhraseAction action;
    };

    /// Of the phrases that begin where these words begin, of which there is at least one.
    [[nodiscard]] std::optional<PhraseAction> judge(std::span<const std::string> words) const;

    // By the first word.
    std::unordered_map<std::string, std::vector<Phrase>> phrases_;
};

}  // namespace freshet::community
