#include "work/workers.hpp"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include "net/run_to_end.hpp"
#include "store/objects/folder_store.hpp"
#include "vod/objects.hpp"
#include "work/files.hpp"
#include "work/scratch.hpp"
#include "work/testing/fake_jobs.hpp"
#include "work/testing/media.hpp"

namespace freshet::work {
namespace {

using namespace std::chrono_literals;
using testing::ffmpeg;

/// Waits for what another thread does, within a minute.
class Signal {
public:
    void raise() {
        const std::lock_guard lock(mutex_);
        raised_ = true;
        changed_.notify_all();
    }
    [[nodiscard]] bool wait() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 60s, [this] { return raised_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool raised_ = false;
};

class WorkersTest : public ::testing::Test {
protected:
    WorkersTest() { threads.start(); }
    ~WorkersTest() override { threads.stop(); }

    [[nodiscard]] std::filesystem::path source() const { return folder.path() / "source.mp4"; }

    vod::Claim claim_of(vod::JobKind kind = vod::JobKind::probe) {
        const auto video = VideoId::make();
        return {.job = JobId::make(),
                .fence = 7,
                .kind = kind,
                .video = video,
                .owner = UserId::make(),
                .source_key = vod::source_key(video),
                .source_bytes = size_of(source())};
    }

    void store(const std::string& key, const std::filesystem::path& file) {
        const auto copy = folder.path() / "copy";
        std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing);
        net::run_to_end(threads.at(0), [&]() -> asio::awaitable<void> {
            const auto put = co_await objects.put_file(objects::Key::parse(key).value(), copy);
            EXPECT_TRUE(put);
        });
    }

    std::vector<std::string> keys() {
        std::vector<std::string> keys;
        for (const auto* name : {"media", "pictures", "uploads"}) {
            net::run_to_end(threads.at(0), [&]() -> asio::awaitable<void> {
                const auto listed =
                    co_await objects.list(objects::Key::parse(name).value(), std::nullopt, 100);
                for (const auto& object : listed) keys.push_back(object.key.text());
            });
        }
        return keys;
    }

    /// Lets workers do one job; `word` of the queue is its end, unless `stop_at` comes before.
    void run(vod::Claim claim, const std::string& word, const std::string& stop_at = "") {
        Signal ended;
        Signal stopping;
        jobs.waiting.push_back(std::move(claim));
        jobs.on_heard = [&](const std::string& heard) {
            if (heard.starts_with(word)) ended.raise();
            if (heard == stop_at) stopping.raise();
        };
        Workers workers({.count = 1, .name = "here", .look = 50ms},
                        {.queue = queue,
                         .objects = objects,
                         .maker = maker,
                         .files = files,
                         .scratch = scratch.folder(),
                         .renewal = 50ms},
                        threads.at(0));
        workers.start();
        if (!stop_at.empty()) {
            EXPECT_TRUE(stopping.wait());
        } else {
            EXPECT_TRUE(ended.wait());
        }
        workers.stop();
        if (!stop_at.empty()) EXPECT_TRUE(ended.wait());
        EXPECT_TRUE(std::filesystem::is_empty(scratch.folder()));
    }

    testing::Folder folder;
    net::IoThreads threads{1};
    net::BlockingPool births{{.threads = 1}};
    net::BlockingPool files{{.threads = 1}};
    objects::FolderStore objects{folder.path() / "objects", files};
    Scratch scratch{folder.path() / "scratch"};
    ffmpeg::Tools tools{births};
    Maker maker{tools, files};
    testing::FakeJobs jobs;
    EventBus events;
    vod::WorkQueue queue{jobs, events, wall_now};
};

/// Its transcoding takes some seconds.
void make_slow_source(const std::filesystem::path& file) {
    ffmpeg("-f lavfi -i testsrc2=size=640x360:rate=30:duration=40 -c:v mpeg4 -q:v 20 " +
           file.string());
}

TEST_F(WorkersTest, a_video_is_published_with_all_that_plays_it) {
    ffmpeg(testing::picture("320x180", "30") + " " + testing::sound() +
           " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60 -c:a aac " + source().string());
    const auto claim = claim_of();
    store(claim.source_key, source());

    run(claim, "publish");

    const auto of = [&](std::string_view file) { return vod::media_key(claim.video, 7, file); };
    EXPECT_EQ(keys(), (std::vector<std::string>{
                          of("audio.m3u8"), of("audio.mp4"), of("source.m3u8"), of("source.mp4"),
                          of("video.mp4"), vod::thumbnail_key(claim.video, 7), claim.source_key}));
    ASSERT_TRUE(jobs.published);
    const auto& facts = jobs.published->facts;
    EXPECT_EQ(facts.width, 320u);
    EXPECT_EQ(facts.video_codec, "h264");
    EXPECT_EQ(facts.audio_codec, "aac");
    EXPECT_NEAR(static_cast<double>(facts.duration.count()), 5000, 60);
    ASSERT_EQ(jobs.published->renditions.size(), 2u);
    EXPECT_EQ(jobs.published->renditions[0].generation, 7u);
    EXPECT_EQ(jobs.published->renditions[1].codecs, "mp4a.40.2");
    EXPECT_TRUE(jobs.published->has_thumbnail);
    EXPECT_GT(jobs.published->media_bytes, size_of(source()) * 9 / 5);  // It is there twice.
    std::erase(jobs.heard, "renew");
    EXPECT_EQ(jobs.heard, (std::vector<std::string>{"claim", "become repackage", "publish"}));
}

TEST_F(WorkersTest, a_file_that_is_no_video_fails_and_leaves_nothing) {
    std::ofstream(source()) << "This is a letter, and no video.\n";
    const auto claim = claim_of();
    store(claim.source_key, source());

    run(claim, "fail");

    EXPECT_EQ(jobs.heard.back(), "fail not_a_video");
    EXPECT_EQ(keys(), std::vector<std::string>{claim.source_key});
}

TEST_F(WorkersTest, a_source_that_is_gone_is_said_so) {
    run(claim_of(), "fail");

    EXPECT_EQ(jobs.heard.back(), "fail source_missing");
}

TEST_F(WorkersTest, too_little_room_is_nobodys_failure) {
    auto claim = claim_of();
    claim.source_bytes = std::uint64_t{1} << 55;

    run(claim, "put off");

    ASSERT_TRUE(jobs.hindrance);
    EXPECT_TRUE(jobs.hindrance->is_outage);
    EXPECT_EQ(jobs.hindrance->why, "there is too little room on the disk to work on it");
}

TEST_F(WorkersTest, who_stops_gives_the_job_back_at_once) {
    make_slow_source(source());
    const auto claim = claim_of();
    store(claim.source_key, source());

    run(claim, "give back", "become transcode");

    EXPECT_EQ(jobs.heard.back(), "give back");
    EXPECT_EQ(keys(), std::vector<std::string>{claim.source_key});
}

TEST_F(WorkersTest, who_loses_the_lease_stops_and_writes_nothing) {
    make_slow_source(source());
    const auto claim = claim_of();
    store(claim.source_key, source());
    const auto next = claim_of();  // Its source is not there.
    jobs.waiting.push_back(claim);

    Signal ended;
    jobs.on_heard = [&](const std::string& heard) {
        if (heard == "become transcode") {
            jobs.is_lost = true;
            jobs.waiting.push_back(next);
        }
        if (heard.starts_with("fail")) ended.raise();
    };
    Workers workers({.count = 1, .name = "here", .look = 50ms},
                    {.queue = queue,
                     .objects = objects,
                     .maker = maker,
                     .files = files,
                     .scratch = scratch.folder(),
                     .renewal = 50ms},
                    threads.at(0));
    workers.start();
    EXPECT_TRUE(ended.wait());
    workers.stop();

    EXPECT_FALSE(jobs.published);
    std::erase(jobs.heard, "renew");
    EXPECT_EQ(jobs.heard, (std::vector<std::string>{"claim", "become transcode", "claim",
                                                    "fail source_missing"}));
    EXPECT_EQ(keys(), std::vector<std::string>{claim.source_key});
}

TEST_F(WorkersTest, what_was_made_is_published_when_the_database_is_back) {
    ffmpeg(testing::sound() + " -c:a aac " + source().string());
    const auto claim = claim_of();
    store(claim.source_key, source());
    jobs.outages = 2;

    run(claim, "publish");

    EXPECT_TRUE(jobs.published);
    EXPECT_EQ(keys().size(), 4u);
}

TEST_F(WorkersTest, what_was_made_of_a_video_that_has_gone_meanwhile_goes_too) {
    ffmpeg(testing::sound() + " -c:a aac " + source().string());
    const auto claim = claim_of();
    store(claim.source_key, source());
    jobs.lost_at = "publish";

    run(claim, "publish");

    EXPECT_EQ(keys(), std::vector<std::string>{claim.source_key});
}

TEST_F(WorkersTest, what_workers_left_who_died_over_it_goes_unless_it_is_played) {
    ffmpeg(testing::sound() + " -c:a aac " + source().string());
    for (const std::uint64_t played : {0u, 3u}) {
        auto claim = claim_of();
        claim.played = played;
        const auto left = vod::media_key(claim.video, 3, "video.mp4");
        for (const auto& key : {claim.source_key, left, vod::thumbnail_key(claim.video, 3)})
            store(key, source());

        run(claim, "publish");

        const auto stays = played == 3 ? 1 : 0;
        EXPECT_EQ(std::ranges::count(keys(), left), stays);
        EXPECT_EQ(std::ranges::count(keys(), vod::thumbnail_key(claim.video, 3)), stays);
    }
}

TEST_F(WorkersTest, a_removal_takes_away_all_that_it_names) {
    std::ofstream(source()) << "bytes";
    auto claim = claim_of(vod::JobKind::delete_);
    claim.input = vod::to_input(vod::removal_of(claim.video));
    const auto other = vod::source_key(VideoId::make());
    for (const auto& key : {claim.source_key, vod::media_key(claim.video, 3, "video.mp4"),
                            vod::thumbnail_key(claim.video, 3), other}) {
        store(key, source());
    }

    run(claim, "complete");

    EXPECT_EQ(keys(), std::vector<std::string>{other});
}

TEST(Scratch, says_which_folder_it_cannot_have) {
    const testing::Folder parent;
    std::ofstream(parent.path() / "file") << "x";

    try {
        const Scratch scratch(parent.path() / "file");
        ADD_FAILURE() << "made below a file";
    } catch (const std::filesystem::filesystem_error& error) {
        EXPECT_EQ(error.path1(), parent.path() / "file");
    }
}

TEST(Scratch, goes_with_its_owner_and_after_one_that_was_killed) {
    const testing::Folder parent;
    std::filesystem::create_directories(parent.path() / "dead" / "job");
    std::ofstream(parent.path() / "dead.lock") << "";
    const Scratch living(parent.path());
    std::ofstream(living.folder() / "work") << "x";
    EXPECT_FALSE(std::filesystem::exists(parent.path() / "dead"));
    {
        const Scratch other(parent.path());
        EXPECT_TRUE(std::filesystem::exists(other.folder()));
    }

    EXPECT_TRUE(std::filesystem::exists(living.folder() / "work"));
    const std::filesystem::directory_iterator entries(parent.path());
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 2);  // The living one, and its lock.
}

}  // namespace
}  // namespace freshet::work
