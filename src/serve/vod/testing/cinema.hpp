#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "net/memory_file.hpp"
#include "serve/playback/testing/house.hpp"
#include "serve/vod/admission.hpp"
#include "store/objects/store.hpp"
#include "vod/objects.hpp"

namespace freshet::vod::testing {

/// What a task gives, run to its end.
template <class T>
T run(asio::awaitable<T> task) {
    asio::io_context context;
    auto outcome = asio::co_spawn(context, std::move(task), asio::use_future);
    context.run();
    return outcome.get();
}

[[noreturn]] inline void be_away() {
    throw boost::system::system_error(make_error_code(Outage::unavailable));
}

/// Rows that a test writes, and how often they were looked at.
struct FakeVideos {
    asio::awaitable<std::optional<Playable>> find(VideoId id) {
        ++looks;
        if (is_away) be_away();
        std::optional<Playable> found;
        if (const auto row = rows.find(id); row != rows.end()) found = row->second;
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        co_return found;
    }

    std::map<VideoId, Playable> rows;
    std::function<void()> meanwhile;  // Between the look at a row and its answer, once.
    int looks = 0;
    bool is_away = false;
};

/// Who is a member, and who of the staff.
class FakeMembers final : public channels::AccessRepository {
public:
    asio::awaitable<std::vector<std::pair<StreamId, channels::Access>>> on_air() override {
        co_return std::vector<std::pair<StreamId, channels::Access>>();
    }

    asio::awaitable<std::vector<channels::Standing>> standings(
        std::vector<channels::Watcher> watchers, WallTime) override {
        ++looks;
        if (is_away) be_away();
        std::vector<channels::Standing> found;
        for (const auto& each : watchers) found.push_back(standing[{each.user, each.session}]);
        co_return found;
    }

    std::map<std::pair<UserId, SessionId>, channels::Standing> standing;
    int looks = 0;
    bool is_away = false;
};

/// Bytes in memory, as a folder would show them or as a bucket would.
class FakeObject final : public objects::Object {
public:
    FakeObject(std::string bytes, bool is_file) : Object(bytes.size()), bytes_(std::move(bytes)) {
        if (!is_file) return;
        auto file = net::MemoryFile::create().value();
        if (file.append({as_bytes(bytes_)}))
            file_ = std::make_shared<const net::MemoryFile>(std::move(file));
    }

    std::shared_ptr<const net::File> file() const override { return file_; }

    asio::awaitable<Slice> read(std::uint64_t offset, std::size_t count) const override {
        co_return Slice(to_bytes(bytes_.substr(static_cast<std::size_t>(offset), count)));
    }

private:
    std::string bytes_;
    std::shared_ptr<const net::File> file_;
};

/// A store that can only be read from.
class FakeStore final : public objects::Store {
public:
    using Key = objects::Key;

    asio::awaitable<std::shared_ptr<const objects::Object>> open(Key key) override {
        opened.push_back(key.text());
        const auto found = texts.find(key.text());
        if (found == texts.end()) co_return nullptr;
        co_return std::make_shared<const FakeObject>(found->second, is_folder);
    }

    asio::awaitable<void> put(Key, std::shared_ptr<const Bytes>) override { be_away(); }
    asio::awaitable<Result<void>> put_file(Key, std::filesystem::path) override { be_away(); }
    asio::awaitable<Result<bool>> fetch(Key, std::filesystem::path) override { be_away(); }
    asio::awaitable<void> remove(Key) override { be_away(); }
    asio::awaitable<std::vector<objects::Listed>> list(Key, std::optional<Key>,
                                                       std::size_t) override {
        be_away();
    }
    asio::awaitable<void> remove_all(Key) override { be_away(); }
    asio::awaitable<Result<std::unique_ptr<objects::Draft>>> open_draft(Key,
                                                                        std::uint64_t) override {
        be_away();
    }
    asio::awaitable<void> discard_draft(Key) override { be_away(); }
    asio::awaitable<std::vector<objects::Listed>> list_drafts(std::optional<Key>,
                                                              std::size_t) override {
        be_away();
    }
    std::optional<std::string> presigned(const Key&, std::chrono::seconds) const override {
        return std::nullopt;
    }
    asio::awaitable<bool> answers() override { co_return true; }

    std::map<std::string, std::string> texts;
    std::vector<std::string> opened;
    bool is_folder = true;
};

/// All that plays videos, with one that plays and a clock that a test sets.
struct Cinema {
    Cinema() {
        video().renditions = {{.name = "source",
                               .kind = RenditionKind::video,
                               .generation = 7,
                               .file = "source.mp4",
                               .playlist = "source.m3u8",
                               .codecs = "avc1.64001f",
                               .width = 1280,
                               .height = 720,
                               .frame_rate = 25,
                               .bandwidth = 3'000'000,
                               .average_bandwidth = 2'000'000},
                              {.name = "audio",
                               .kind = RenditionKind::audio,
                               .generation = 8,
                               .file = "audio.mp4",
                               .playlist = "audio.m3u8",
                               .codecs = "mp4a.40.2",
                               .bandwidth = 130'000,
                               .average_bandwidth = 128'000}};
        row().id = id;
        row().owner = house.owner;
        row().channel = house.channel;
        row().title = "Night over Hanoi";
        row().visibility = Visibility::public_;
        row().status = VideoStatus::ready;
        row().facts = {.duration = std::chrono::minutes(10), .has_video = true};
        row().generation = 7;
        row().has_thumbnail = true;
        row().access_epoch = 3;
        members.standing[{house.owner, session}] = {.is_member = true};
        put(media_key(id, 7, "video.mp4"), "0123456789");
        put(media_key(id, 7, "source.mp4"), "abcdefghij");
        put(media_key(id, 7, "source.m3u8"),
            "#EXTM3U\n#EXT-X-MAP:URI=\"source.mp4\"\nsource.mp4\n");
        put(media_key(id, 8, "audio.mp4"), "audio");
        put(thumbnail_key(id, 7), "picture");
    }

    Playable& video() { return videos.rows[id]; }
    Video& row() { return video().video; }
    void put(const std::string& key, std::string text) { store.texts[key] = std::move(text); }

    /// Everybody hears of it, as after an act of this node's.
    void tell_changed() {
        events.publish(
            VideoChanged{.video = id, .access_epoch = row().access_epoch, .at = house.wall});
    }

    [[nodiscard]] VideoClaims claims(Ground ground) {
        return {.video = id,
                .viewer = ground == Ground::owner ? house.owner : UserId(),
                .session = ground == Ground::owner ? session : SessionId(),
                .ground = ground,
                .access_epoch = row().access_epoch,
                .expires_at = house.wall + std::chrono::hours(6)};
    }
    [[nodiscard]] std::string token(Ground ground) { return tokens.issue(claims(ground)); }

    playback::testing::House house;
    VideoId id = VideoId::make();
    SessionId session = SessionId::make();  // The owner's.
    EventBus events;
    FakeVideos videos;
    FakeMembers members;
    FakeStore store;
    VideoTokens tokens{SecretText("a secret")};
    Admission admission{
        {.mono = [this] { return house.mono; }, .wall = [this] { return house.wall; }},
        {.find = [this](VideoId video) { return videos.find(video); },
         .members = members,
         .tokens = tokens,
         .events = events}};
};

}  // namespace freshet::vod::testing
