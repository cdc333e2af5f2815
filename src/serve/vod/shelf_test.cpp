#include "serve/vod/shelf.hpp"

#include <gtest/gtest.h>

#include "serve/vod/testing/cinema.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;
using testing::run;

struct ShelfTest : ::testing::Test {
    std::size_t opened() const { return cinema.store.opened.size(); }

    testing::Cinema cinema;
    const std::string key = media_key(cinema.id, 7, "source.mp4");
    Shelf shelf{{.objects_max = 2,
                 .text_bytes_max = 100,
                 .texts_bytes_max = 150,
                 .mono = [this] { return cinema.house.mono; }},
                cinema.store};
};

TEST_F(ShelfTest, what_is_asked_for_again_is_still_open) {
    const auto first = run(shelf.open(key));
    EXPECT_EQ(run(shelf.open(key)), first);
    EXPECT_EQ(opened(), 1u);
}

TEST_F(ShelfTest, what_nobody_asks_for_is_closed_after_a_minute) {
    const std::weak_ptr<const objects::Object> object = run(shelf.open(key));
    cinema.house.pass(59s);
    shelf.sweep();
    EXPECT_FALSE(object.expired());

    cinema.house.pass(1s);
    shelf.sweep();
    EXPECT_TRUE(object.expired());
}

TEST_F(ShelfTest, closes_what_is_of_a_video_that_is_gone_and_no_other) {
    const std::weak_ptr<const objects::Object> object = run(shelf.open(key));
    shelf.forget(VideoId::make());
    EXPECT_FALSE(object.expired());
    shelf.forget(cinema.id);

    EXPECT_TRUE(object.expired());
}

TEST_F(ShelfTest, holds_so_many_open_and_no_more) {
    const std::weak_ptr<const objects::Object> object = run(shelf.open(key));
    run(shelf.open(media_key(cinema.id, 7, "video.mp4")));
    run(shelf.open(media_key(cinema.id, 8, "audio.mp4")));

    EXPECT_TRUE(object.expired());
}

TEST_F(ShelfTest, what_the_store_has_not_is_nothing_and_no_key_is_made_up) {
    EXPECT_EQ(run(shelf.open(media_key(cinema.id, 9, "source.mp4"))), nullptr);
    EXPECT_EQ(opened(), 1u);
    EXPECT_EQ(run(shelf.open("media/../../secrets.json")), nullptr);
    EXPECT_EQ(run(shelf.text("media/../../secrets.json")), nullptr);
    EXPECT_EQ(opened(), 1u);
}

TEST_F(ShelfTest, a_text_is_read_once_within_its_limit) {
    cinema.put("a", std::string(100, 'a'));
    cinema.put("b", std::string(100, 'b'));
    cinema.put("c", std::string(101, 'c'));

    const auto first = run(shelf.text("a"));
    EXPECT_EQ(*first, std::string(100, 'a'));
    EXPECT_EQ(run(shelf.text("a")), first);
    EXPECT_EQ(run(shelf.text("c")), nullptr);
    EXPECT_TRUE(run(shelf.text("b")));
    EXPECT_NE(run(shelf.text("a")), first) << "both together are too much";
}

TEST_F(ShelfTest, a_file_is_sent_by_the_kernel_and_what_is_elsewhere_by_pieces) {
    auto body = body_of(run(shelf.open(key)));
    EXPECT_EQ(std::get<http::FileBody>(body).size, 10u);

    cinema.store.is_folder = false;
    shelf.forget(cinema.id);
    body = body_of(run(shelf.open(key)));
    const auto& pulled = std::get<http::PulledBody>(body);
    EXPECT_EQ(pulled.size, 10u);
    EXPECT_EQ(as_text(run(pulled.pull(2, 3)).bytes()), "cde");
    EXPECT_EQ(as_text(run(pulled.pull(8, 1000)).bytes()), "ij");
}

}  // namespace
}  // namespace freshet::vod
