#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::community {

namespace asio = boost::asio;

/// What a subscriber pays for, the least first: each has all of the one before.
enum class Tier : std::uint8_t { basic, pro, premium };

[[nodiscard]] std::string_view to_string(Tier tier);
[[nodiscard]] std::optional<Tier> tier_from(std::string_view text);

/// What one viewer may in one channel: the one answer that chat and playback ask. A visitor who is
/// not signed in has none of it.
struct Entitlements {
    bool is_owner = false;  // Of the channel; may all of it.
    std::optional<WallTime> following_since{};
    std::optional<Tier> tier{};              // Of a subscription that is in force.
    std::optional<WallTime> tier_ends_at{};  // When it ends unless it is renewed.

    [[nodiscard]] bool follows() const { return is_owner || following_since.has_value(); }
    [[nodiscard]] bool subscribes() const { return is_owner || tier.has_value(); }

    // The benefits of the tiers.
    [[nodiscard]] bool has_no_ads() const { return has(Tier::basic); }
    [[nodiscard]] bool is_exempt_from_slow_mode() const { return has(Tier::basic); }
    [[nodiscard]] bool has_exclusive_emotes() const { return has(Tier::pro); }
    [[nodiscard]] bool has_badge() const { return has(Tier::pro); }
    [[nodiscard]] bool has_priority() const { return has(Tier::premium); }
    [[nodiscard]] bool sees_exclusive_content() const { return has(Tier::premium); }

private:
    [[nodiscard]] bool has(Tier least) const { return is_owner || (tier && *tier >= least); }
};

/// Who knows what viewers are entitled to. Asks the database: a right that ends is gone at the next
/// question. From any thread.
class EntitlementRepository {
public:
    virtual ~EntitlementRepository() = default;

    /// None of it in a channel that is not there.
    virtual asio::awaitable<Entitlements> entitlements(UserId viewer, ChannelId channel) = 0;

    /// Of each, in their order; to be asked of a few hundred at once.
    virtual asio::awaitable<std::vector<Entitlements>> entitlements(std::vector<UserId> viewers,
                                                                    ChannelId channel) = 0;
};

}  // namespace freshet::community
