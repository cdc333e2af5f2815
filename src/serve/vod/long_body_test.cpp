#include "serve/vod/long_body.hpp"

#include <gtest/gtest.h>

#include "serve/vod/testing/cinema.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;
using testing::run;

class LongBody : public ::testing::Test {
protected:
    Shelf::Object object(bool is_file = true) {
        return std::make_shared<const testing::FakeObject>("0123456789", is_file);
    }

    http::Body watched_part(std::size_t offset, std::size_t size) {
        auto whole = object();
        return watched(http::FileBody{.file = whole->file(), .offset = offset, .size = size}, whole,
                       still_may_, config_);
    }

    static std::string pull(const http::Body& body, std::uint64_t offset) {
        const auto piece = run(std::get<http::PulledBody>(body).pull(offset, 4));
        return std::string(as_text(piece.bytes()));
    }

    bool may_ = true;
    int asked_ = 0;
    MonoTime now_ = MonoTime() + 1h;
    LongBodies config_{.bytes_min = 5, .look_every = 3s, .mono = [this] { return now_; }};
    StillMay still_may_ = [this]() -> asio::awaitable<bool> {
        ++asked_;
        co_return may_;
    };
};

TEST_F(LongBody, that_is_short_stays_what_it_is) {
    EXPECT_TRUE(std::holds_alternative<http::FileBody>(watched_part(2, 5)));
}

TEST_F(LongBody, is_the_same_part) {
    const auto body = watched_part(2, 7);
    const auto& pulled = std::get<http::PulledBody>(body);
    EXPECT_EQ(pulled.offset, 2u);
    EXPECT_EQ(pulled.size, 7u);
    EXPECT_EQ(pull(body, 2), "2345");
    EXPECT_EQ(pull(body, 6), "6789");
}

TEST_F(LongBody, from_elsewhere_is_watched_too) {
    auto whole = object(false);
    const auto body = watched(body_of(whole), whole, still_may_, config_);
    now_ += 3s;
    may_ = false;
    EXPECT_EQ(pull(body, 0), "");
}

TEST_F(LongBody, is_asked_about_every_few_seconds_and_no_more_often) {
    const auto body = watched_part(0, 10);
    EXPECT_EQ(pull(body, 0), "0123");
    now_ += 2999ms;
    EXPECT_EQ(pull(body, 4), "4567");
    EXPECT_EQ(asked_, 0);
    now_ += 1ms;
    EXPECT_EQ(pull(body, 8), "89");
    EXPECT_EQ(pull(body, 0), "0123");
    EXPECT_EQ(asked_, 1);
}

TEST_F(LongBody, breaks_off_when_it_is_not_for_them_any_more) {
    const auto body = watched_part(0, 10);
    may_ = false;
    EXPECT_EQ(pull(body, 0), "0123");
    now_ += 3s;
    EXPECT_EQ(pull(body, 4), "");
}

}  // namespace
}  // namespace freshet::vod
