#include "app/videos.hpp"

#include <filesystem>
#include <utility>

#include "base/log.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr Background::Rounds walks{.after = 10s, .interval = 1h};
constexpr Background::Rounds looks{.after = 1s, .interval = 1s};

vod::PasswordSeam passwords_of(accounts::PasswordHasher& hasher) {
    return {.hash = [&hasher](std::string password) { return hasher.hash(std::move(password)); },
            .verify =
                [&hasher](std::string password, std::string hash) {
                    return hasher.verify(std::move(password), std::move(hash));
                }};
}

/// Of the store, whose room is that of its disk; a bucket has none that could be told.
std::filesystem::path folder_of(const Config& config) {
    if (!config.storage.s3.bucket.empty()) return {};
    return config.data_dir / "objects";
}

asio::awaitable<bool> go_on() { co_return true; }

}  // namespace

Videos::Videos(Parts made_from)
    : from(made_from),
      share_links({}, share_link_rows, passwords_of(from.hasher), from.events, wall_now),
      storage({.folder = folder_of(from.config)}, from.objects) {}

api::VideoParts Videos::parts() {
    return {.videos = library,
            .uploads = uploads,
            .jobs = jobs,
            .share_links = share_links,
            .positions = positions,
            .tokens = tokens,
            .store = [this] { return storage.look(); },
            .desk = &desk};
}

std::vector<api::Exporter> Videos::exporters() { return api::video_exporters(library, positions); }

void Videos::start(Background& background) {
    background.repeat("reconcile", walks, [this] { return walk(); });
    background.repeat("job watch", looks, [this] { return watch.look(); });
}

asio::awaitable<void> Videos::walk() {
    const auto found = co_await reconcile.walk(go_on);
    if (found.removed > 0)
        log::info("app", "objects of no video removed={} of={}", found.removed, found.listed);
    for (const auto& video : found.lacking)
        log::warning("app", "a video lacks its objects video={}", to_string(video));
}

}  // namespace freshet::app
