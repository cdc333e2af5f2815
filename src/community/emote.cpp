#include "community/emote.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/names.hpp"

namespace freshet::community {

namespace {

constexpr std::array<std::string_view, 4> tier_names{"everyone", "basic", "pro",
                                                     "premium"};  // In the order of EmoteTier.
constexpr std::size_t code_min = 2;
constexpr std::size_t code_max = 20;

bool is_code_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_';
}

std::string key_of(const Emote& emote) { return to_lower_ascii(emote.code); }

}  // namespace

std::string_view to_string(EmoteTier tier) { return tier_names[static_cast<std::size_t>(tier)]; }

std::optional<EmoteTier> emote_tier_from(std::string_view text) {
    return value_of<EmoteTier>(tier_names, text);
}

bool is_emote_code(std::string_view text) {
    return text.size() >= code_min && text.size() <= code_max &&
           std::ranges::all_of(text, is_code_letter);
}

bool may_use(const Emote& emote, const Entitlements& sender) {
    if (sender.is_owner || emote.tier == EmoteTier::everyone) return true;
    if (!sender.tier) return false;
    switch (emote.tier) {
        case EmoteTier::everyone:
        case EmoteTier::basic: return true;
        case EmoteTier::pro: return *sender.tier >= Tier::pro;
        case EmoteTier::premium: return *sender.tier >= Tier::premium;
    }
    return false;
}

EmoteSet::EmoteSet(std::vector<Emote> emotes) : emotes_(std::move(emotes)) {
    std::ranges::sort(emotes_, {}, key_of);
}

std::vector<Emote> EmoteSet::in(std::string_view text, const Entitlements& sender) const {
    std::vector<Emote> found;
    for (auto colon = text.find(':'); colon != text.npos; colon = text.find(':')) {
        text.remove_prefix(colon + 1);
        const auto code = text.substr(0, text.find(':'));
        const auto* const emote = code.size() < text.size() ? find(code) : nullptr;
        if (emote == nullptr || !may_use(*emote, sender)) continue;
        text.remove_prefix(code.size() + 1);
        const bool is_new = std::ranges::find(found, emote->code, &Emote::code) == found.end();
        if (is_new && found.size() < in_text_max) found.push_back(*emote);
    }
    return found;
}

const Emote* EmoteSet::find(std::string_view code) const {
    if (!is_emote_code(code)) return nullptr;
    const auto key = to_lower_ascii(code);
    const auto place = std::ranges::lower_bound(emotes_, key, {}, key_of);
    return place == emotes_.end() || key_of(*place) != key ? nullptr : &*place;
}

}  // namespace freshet::community
