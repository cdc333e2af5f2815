#include "channels/stream.hpp"

#include <algorithm>
#include <array>

#include "base/names.hpp"

namespace freshet::channels {

namespace {

// In the order of their enums.
constexpr std::array<std::string_view, 4> status_names{"scheduled", "live", "reconnecting",
                                                       "ended"};
constexpr std::array<std::string_view, 3> visibility_names{"public", "unlisted", "private"};
constexpr std::array<std::string_view, 3> audience_names{"everyone", "followers", "subscribers"};

}  // namespace

std::string_view to_string(StreamStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::string_view to_string(Visibility visibility) {
    return visibility_names[static_cast<std::size_t>(visibility)];
}

std::string_view to_string(Audience audience) {
    return audience_names[static_cast<std::size_t>(audience)];
}

std::optional<StreamStatus> status_from(std::string_view text) {
    return value_of<StreamStatus>(status_names, text);
}

std::optional<Visibility> visibility_from(std::string_view text) {
    return value_of<Visibility>(visibility_names, text);
}

std::optional<Audience> audience_from(std::string_view text) {
    return value_of<Audience>(audience_names, text);
}

std::chrono::milliseconds Stream::duration(WallTime now) const {
    if (!started_at) return std::chrono::milliseconds::zero();
    return std::max(ended_at.value_or(now) - *started_at, std::chrono::milliseconds::zero());
}

}  // namespace freshet::channels
