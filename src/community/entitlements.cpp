#include "community/entitlements.hpp"

#include <array>

#include "base/names.hpp"

namespace freshet::community {

namespace {

constexpr std::array<std::string_view, 3> tier_names{"basic", "pro",
                                                     "premium"};  // In the order of Tier.

}  // namespace

std::string_view to_string(Tier tier) { return tier_names[static_cast<std::size_t>(tier)]; }

std::optional<Tier> tier_from(std::string_view text) { return value_of<Tier>(tier_names, text); }

}  // namespace freshet::community
