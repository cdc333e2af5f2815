#include "serve/playback/reviews.hpp"

#include "base/log.hpp"

namespace freshet::playback {

asio::awaitable<void> Reviews::round() {
    const auto revision = admission_.revision();
    const auto rows = co_await rows_.on_air();
    for (const auto& [stream, access] : rows) admission_.refresh(stream, access, revision);

    const auto cases = admission_.cases();
    for (const auto& [pass, access] : cases) {
        const bool holds = co_await judge_.still_holds(pass->viewer(), pass->session(), access);
        if (holds) continue;
        admission_.end(pass);
        log::info("playback", "right ended stream={} viewer={}", to_string(pass->stream()),
                  to_string(pass->viewer()));
    }
}

}  // namespace freshet::playback
