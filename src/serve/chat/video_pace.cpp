#include "serve/chat/video_pace.hpp"

#include <algorithm>
#include <utility>

namespace freshet::chat {

bool VideoPace::hear(const VideoProgressed& news, MonoTime now) {
    auto& told = told_[news.video];
    if (told.status == news.status && now < told.free_at) {
        told.kept = news;
        return false;
    }
    told = {.status = news.status, .free_at = now + interval_};
    return true;
}

std::vector<VideoProgressed> VideoPace::take_due(MonoTime now) {
    std::vector<VideoProgressed> due;
    for (auto place = told_.begin(); place != told_.end();) {
        auto& told = place->second;
        if (now < told.free_at) {
            ++place;
        } else if (told.kept) {
            due.push_back(*std::exchange(told.kept, {}));
            told.free_at = now + interval_;
            ++place;
        } else {
            place = told_.erase(place);
        }
    }
    return due;
}

/// Also of those that are only to be forgotten.
std::optional<MonoTime> VideoPace::deadline() const {
    std::optional<MonoTime> soonest;
    for (const auto& [video, told] : told_)
        soonest = std::min(soonest.value_or(told.free_at), told.free_at);
    return soonest;
}

}  // namespace freshet::chat
