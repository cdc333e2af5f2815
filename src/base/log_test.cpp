#include "base/log.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace freshet::log {
namespace {

/// A folder for one test's log, and what was written to it.
class LogFile : public testing::Test {
protected:
    LogFile()
        : dir_(std::filesystem::temp_directory_path() /
               ("freshet-log-" + std::to_string(::getpid()))) {}
    ~LogFile() override {
        stop();
        std::filesystem::remove_all(dir_);
    }

    Config config(Format format) const { return {.format = format, .dir = dir_.string()}; }

    std::string written() const {
        std::ostringstream all;
        for (const auto& entry : std::filesystem::directory_iterator(dir_)) {
            all << std::ifstream(entry.path()).rdbuf();
        }
        return all.str();
    }

    std::filesystem::path dir_;
};

TEST_F(LogFile, writes_one_line_per_event_with_level_and_room) {
    ASSERT_TRUE(start(config(Format::text)));

    info("rtmp", "publish started channel={}", "ada");
    stop();

    const auto line = written();
    EXPECT_TRUE(line.ends_with("+00:00 info rtmp: publish started channel=ada\n")) << line;
}

TEST_F(LogFile, gives_a_peer_no_way_to_write_a_line_of_its_own) {
    ASSERT_TRUE(start(config(Format::text)));

    info("rtmp", "name={}", "a\r\n2026-01-01 error http: forged\x1b[31m\xc2\x85");
    stop();

    const auto text = written();
    EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    EXPECT_NE(text.find(R"(a\x0d\x0a2026-01-01 error http: forged\x1b[31m\xc2\x85)"),
              std::string::npos)
        << text;
}

TEST_F(LogFile, writes_json_that_parses_whatever_the_value) {
    ASSERT_TRUE(start(config(Format::json)));

    warning("http", "path={}", "\"}\\\n\xff{");
    stop();

    const auto line = boost::json::parse(written()).as_object();
    EXPECT_EQ(line.at("level").as_string(), "warning");
    EXPECT_EQ(line.at("room").as_string(), "http");
    EXPECT_EQ(line.at("message").as_string(), R"(path="}\\x0a\xff{)");
    EXPECT_TRUE(line.contains("time"));
}

TEST_F(LogFile, leaves_out_what_is_below_its_level) {
    auto quiet = config(Format::text);
    quiet.level = Level::warning;
    ASSERT_TRUE(start(quiet));

    info("http", "not written");
    error("http", "written");
    stop();

    EXPECT_EQ(written().find("not written"), std::string::npos);
    EXPECT_NE(written().find("error http: written"), std::string::npos);
}

TEST_F(LogFile, writes_times_of_the_zone_that_was_asked_for) {
    auto hanoi = config(Format::text);
    hanoi.timezone = "Asia/Ho_Chi_Minh";
    ASSERT_TRUE(start(hanoi));

    info("base", "here");
    stop();

    EXPECT_NE(written().find("+07:00 info"), std::string::npos) << written();
    ::setenv("TZ", "UTC", 1);
    ::tzset();
}

TEST(Log, refuses_an_unknown_time_zone) {
    EXPECT_FALSE(start({.timezone = "Mars/Olympus"}));
    EXPECT_FALSE(start({.timezone = "../passwd"}));
}

TEST(Log, refuses_a_folder_that_cannot_be_made) { EXPECT_FALSE(start({.dir = "/proc/freshet"})); }

TEST(Escaped, keeps_text_in_any_script) {
    const auto* text = "Ti\u1ebfng Vi\u1ec7t, \u0440\u0443\u0441, \u6f22";
    EXPECT_EQ(escaped(text), text);
}

TEST(Escaped, shows_broken_utf8_and_bidirectional_controls_as_bytes) {
    EXPECT_EQ(escaped("\xc0\x80"), R"(\xc0\x80)");
    EXPECT_EQ(escaped("\xed\xa0\x80"), R"(\xed\xa0\x80)");
    EXPECT_EQ(escaped("\xe2\x80\xae!"), R"(\xe2\x80\xae!)");
    EXPECT_EQ(escaped("\xe2\x80"), R"(\xe2\x80)");
}

TEST(Every, lets_the_first_through_and_counts_the_rest) {
    Every hourly(std::chrono::hours(1));

    EXPECT_EQ(hourly.count(), 1u);
    EXPECT_EQ(hourly.count(), std::nullopt);
}

TEST(Every, tells_how_many_events_the_line_stands_for) {
    Every always(std::chrono::seconds(0));
    EXPECT_EQ(always.count(), 1u);
    EXPECT_EQ(always.count(), 1u);
}

}  // namespace
}  // namespace freshet::log
