#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "community/entitlements.hpp"

namespace freshet::community {

/// Where the images of emotes are found by everybody: this and the image.
inline constexpr std::string_view emote_folder = "/media/emotes/";

/// Who may use an emote: everyone, or subscribers of at least that tier.
enum class EmoteTier : std::uint8_t { everyone, basic, pro, premium };

[[nodiscard]] std::string_view to_string(EmoteTier tier);
[[nodiscard]] std::optional<EmoteTier> emote_tier_from(std::string_view text);

/// An image of a channel's own. In a text it stands as its code between two colons.
struct Emote {
    ChannelId channel;
    std::string code;  // As its maker wrote it; no other of the channel has it in any case.
    EmoteTier tier = EmoteTier::everyone;
    std::string image{};  // The name of its file, used once.
    WallTime created_at{};

    /// Under the server's own address.
    [[nodiscard]] std::string path() const { return std::string(emote_folder) + image; }

    bool operator==(const Emote&) const = default;
};

/// Whether a text can be an emote's code: 2 to 20 of A-Z, a-z, 0-9 and _.
[[nodiscard]] bool is_emote_code(std::string_view text);

[[nodiscard]] bool may_use(const Emote& emote, const Entitlements& sender);

/// The emotes of one channel, loaded: a value, for whoever holds it.
class EmoteSet {
public:
    static constexpr std::size_t in_text_max = 20;  // More than anybody looks at.

    EmoteSet() = default;
    explicit EmoteSet(std::vector<Emote> emotes);

    /// Those that stand in a text and that its sender may use, each once, in the order of the text.
    /// Codes are found in any case; what comes after the first so many different ones stays text.
    [[nodiscard]] std::vector<Emote> in(std::string_view text, const Entitlements& sender) const;

    /// By its code, in any case; null: there is none.
    [[nodiscard]] const Emote* find(std::string_view code) const;

    [[nodiscard]] const std::vector<Emote>& all() const { return emotes_; }

private:
    std::vector<Emote> emotes_;  // By code in lower case.
};

}  // namespace freshet::community
