#include "serve/playback/reviews.hpp"

#include <algorithm>
#include <span>

#include "base/log.hpp"

namespace freshet::playback {

namespace {

constexpr std::size_t asked_at_once = 500;  // Passes, in one query.

}  // namespace

asio::awaitable<void> Reviews::round() {
    const auto revision = admission_.revision();
    const auto rows = co_await rows_.on_air();
    for (const auto& [stream, access] : rows) admission_.refresh(stream, access, revision);

    const auto cases = admission_.cases();
    for (auto left = std::span(cases); !left.empty();) {
        const auto some = left.first(std::min(left.size(), asked_at_once));
        left = left.subspan(some.size());
        co_await review({some.begin(), some.end()});
    }
}

asio::awaitable<void> Reviews::review(std::vector<Admission::Case> cases) {
    std::vector<channels::Watcher> watchers;
    watchers.reserve(cases.size());
    for (const auto& [pass, access] : cases) {
        watchers.push_back(
            {.user = pass->viewer(), .session = pass->session(), .channel = access.channel});
    }
    const auto standings = co_await rows_.standings(std::move(watchers), clock_());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto& [pass, access] = cases[i];
        if (standings.at(i).may_stay(pass->viewer(), access)) continue;
        admission_.end(pass);
        log::info("playback", "right ended stream={} viewer={}", to_string(pass->stream()),
                  to_string(pass->viewer()));
    }
}

}  // namespace freshet::playback
