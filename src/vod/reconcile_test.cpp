#include "vod/reconcile.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "vod/objects.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};
constexpr WallTime long_ago = noon - 24h;

Listed old(std::string key) { return {.key = std::move(key), .modified_at = long_ago}; }

/// Rows and objects in memory, and whatever is done to them.
class World final : public NamedRepository, public ObjectListing {
public:
    asio::awaitable<std::vector<Named>> named(std::vector<VideoId> ids) override {
        std::vector<Named> found;
        for (const auto& id : ids)
            if (rows.contains(id)) found.push_back(rows.at(id));
        co_return found;
    }

    asio::awaitable<std::vector<Named>> ready_after(VideoId after, std::size_t count) override {
        std::vector<Named> found;
        for (const auto& [id, row] : rows)
            if (id > after && row.played != 0 && found.size() < count) found.push_back(row);
        co_return found;
    }

    asio::awaitable<std::vector<Listed>> list(std::string prefix, std::string after,
                                              std::size_t count) override {
        co_return listed(objects, prefix, after, count);
    }

    asio::awaitable<std::vector<Listed>> list_drafts(std::string after,
                                                     std::size_t count) override {
        co_return listed(drafts, "", after, count);
    }

    asio::awaitable<bool> has(std::string key) override { co_return objects.contains(key); }

    asio::awaitable<void> remove(std::string key) override {
        objects.erase(key);
        co_return;
    }

    asio::awaitable<void> discard_draft(std::string key) override {
        drafts.erase(key);
        co_return;
    }

    using Times = std::map<std::string, WallTime>;

    static std::vector<Listed> listed(const Times& times, const std::string& prefix,
                                      const std::string& after, std::size_t count) {
        std::vector<Listed> found;
        for (const auto& [key, time] : times)
            if (key.starts_with(prefix) && key > after && found.size() < count)
                found.push_back({.key = key, .modified_at = time});
        return found;
    }

    /// A video that plays, with all that it is made of.
    VideoId add_ready(std::uint64_t generation) {
        const auto id = VideoId::make();
        rows[id] = {.video = id, .played = generation, .generations = {generation}};
        for (const auto& key :
             {source_key(id), media_key(id, generation, progressive_file),
              media_key(id, generation, "source.mp4"), thumbnail_key(id, generation)})
            objects[key] = long_ago;
        return id;
    }

    std::map<VideoId, Named> rows;
    Times objects;
    Times drafts;
};

class ReconcileTest : public testing::Test {
protected:
    Reconciled walk(std::size_t rests_max = 1000) {
        Reconcile reconcile({.bite = 3, .young = 2h}, world_, world_, [] { return noon; });
        asio::io_context loop;
        Reconciled found;
        std::exception_ptr failure;
        asio::co_spawn(loop, reconcile.walk([this, rests_max] { return rest(rests_max); }),
                       [&](std::exception_ptr error, Reconciled result) {
                           failure = error;
                           found = std::move(result);
                       });
        loop.run();
        if (failure) std::rethrow_exception(failure);
        return found;
    }

    asio::awaitable<bool> rest(std::size_t rests_max) { co_return ++rests_ <= rests_max; }

    World world_;
    std::size_t rests_ = 0;
};

TEST(Orphans, are_what_no_row_names_and_is_old) {
    const auto known = VideoId::make();
    const auto gone = VideoId::make();
    const Named row{.video = known, .played = 3, .generations = {3, 5}};
    const std::vector<Listed> listed{old(source_key(known)),
                                     old(source_key(gone)),
                                     old(media_key(known, 3, "video.mp4")),
                                     old(media_key(known, 4, "video.mp4")),
                                     old(media_key(known, 5, "720p.mp4")),
                                     old(thumbnail_key(known, 4)),
                                     old("avatars/a.webp"),
                                     {.key = media_key(gone, 1, "x"), .modified_at = noon}};

    EXPECT_THAT(
        orphans_of(listed, std::vector{row}, noon - 2h),
        ElementsAre(source_key(gone), media_key(known, 4, "video.mp4"), thumbnail_key(known, 4)));
}

TEST(Orphans, among_drafts_are_those_of_no_upload) {
    const auto coming = VideoId::make();
    const auto ready = VideoId::make();
    const auto gone = VideoId::make();
    const std::vector<Named> rows{{.video = coming, .has_upload = true}, {.video = ready}};
    const std::vector<Listed> listed{old(source_key(coming)), old(source_key(ready)),
                                     old(source_key(gone)), old("elsewhere")};

    EXPECT_THAT(orphan_drafts_of(listed, rows, noon - 2h),
                ElementsAre(source_key(ready), source_key(gone)));
}

TEST_F(ReconcileTest, what_rows_name_stays_and_the_rest_goes) {
    const auto ready = world_.add_ready(3);
    const auto lost = world_.add_ready(4);
    world_.rows.erase(lost);
    world_.objects["avatars/a.webp"] = long_ago;
    world_.drafts[source_key(lost)] = long_ago;

    const auto found = walk();

    EXPECT_EQ(found.removed, 5u);
    EXPECT_EQ(world_.objects.size(), 5u);
    EXPECT_TRUE(world_.objects.contains(source_key(ready)));
    EXPECT_THAT(world_.drafts, IsEmpty());
    EXPECT_THAT(found.lacking, IsEmpty());
    EXPECT_EQ(walk().removed, 0u);
}

TEST_F(ReconcileTest, all_of_a_long_list_is_looked_at_in_bites) {
    for (std::uint64_t i = 1; i <= 10; ++i) world_.rows.erase(world_.add_ready(i));

    const auto found = walk();

    EXPECT_EQ(found.listed, 40u);
    EXPECT_EQ(found.removed, 40u);
    EXPECT_GT(rests_, 10u);
}

TEST_F(ReconcileTest, videos_that_lack_their_bytes_are_told) {
    const auto whole = world_.add_ready(3);
    const auto first = world_.add_ready(4);
    const auto second = world_.add_ready(5);
    world_.objects.erase(media_key(first, 4, progressive_file));
    world_.objects.erase(media_key(second, 5, progressive_file));

    EXPECT_THAT(walk().lacking, UnorderedElementsAre(first, second));
    EXPECT_TRUE(world_.rows.contains(whole));
}

TEST_F(ReconcileTest, ends_when_it_is_told_to) {
    for (std::uint64_t i = 1; i <= 10; ++i) world_.rows.erase(world_.add_ready(i));

    const auto found = walk(1);

    EXPECT_EQ(rests_, 2u);
    EXPECT_EQ(found.listed, 6u);
}

}  // namespace
}  // namespace freshet::vod
