#include "bench/tool.hpp"

#include <gtest/gtest.h>

#include "bench/samples.hpp"

namespace freshet::bench {
namespace {

using namespace std::chrono_literals;

TEST(Url, is_taken_apart) {
    const auto url = parse_url("rtmp://127.0.0.1:1935/live/ada");

    EXPECT_EQ(url.scheme, "rtmp");
    EXPECT_EQ(url.port, 1935);
    EXPECT_EQ(url.app(), "live");
    EXPECT_EQ(url.name(), "ada");
}

TEST(Url, of_another_machine_is_refused) {
    for (const auto* text :
         {"http://example.org:80/x", "http://127.0.0.1/x", "http://127.0.0.1:0/x",
          "http://127.0.0.1:99999/x", "http://127.0.0.1:80", "127.0.0.1:80/x"}) {
        EXPECT_THROW((void)parse_url(text), std::invalid_argument) << text;
    }
}

TEST(Samples, are_ranked) {
    Samples samples;
    for (int ms = 100; ms >= 1; --ms) samples.add(ms * 1ms);

    EXPECT_EQ(samples.quantile_ms(0.5), 50);
    EXPECT_EQ(samples.quantile_ms(0.99), 99);
    EXPECT_EQ(samples.quantile_ms(1), 100);
}

}  // namespace
}  // namespace freshet::bench
