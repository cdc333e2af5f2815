#include "site/housekeeper.hpp"

#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "base/outage.hpp"

namespace freshet::site {
namespace {

/// Heaps of rows, by name, and how they were swept.
class HousekeeperTest : public ::testing::Test {
protected:
    Chore chore(const std::string& name, std::size_t rows) {
        heaps_[name] = rows;
        return {.name = name,
                .sweep = [this, name](std::size_t rows_max) { return sweep(name, rows_max); }};
    }

    asio::awaitable<std::size_t> sweep(std::string name, std::size_t rows_max) {
        ++sweeps_[name];
        if (name == "broken") throw boost::system::system_error(Outage::unavailable);
        const auto swept = std::min(heaps_[name], rows_max);
        heaps_[name] -= swept;
        co_return swept;
    }

    void round(Housekeeper& housekeeper) {
        asio::io_context loop;
        asio::co_spawn(loop, housekeeper.round(),
                       [](std::exception_ptr failure) { EXPECT_FALSE(failure); });
        loop.run();
    }

    std::map<std::string, std::size_t> heaps_;
    std::map<std::string, int> sweeps_;
};

TEST_F(HousekeeperTest, sweeps_until_a_heap_is_gone) {
    Housekeeper housekeeper({.rows = 2}, {chore("five", 5), chore("four", 4), chore("none", 0)});

    round(housekeeper);

    EXPECT_EQ(heaps_, (std::map<std::string, std::size_t>{{"five", 0}, {"four", 0}, {"none", 0}}));
    EXPECT_EQ(sweeps_, (std::map<std::string, int>{{"five", 3}, {"four", 3}, {"none", 1}}));
}

TEST_F(HousekeeperTest, leaves_to_the_next_round_what_is_too_much_for_one) {
    Housekeeper housekeeper({.rows = 2, .sweeps = 2}, {chore("nine", 9)});

    round(housekeeper);
    EXPECT_EQ(heaps_["nine"], 5u);
    round(housekeeper);
    EXPECT_EQ(heaps_["nine"], 1u);
}

TEST_F(HousekeeperTest, does_the_other_chores_when_one_fails) {
    Housekeeper housekeeper({}, {chore("first", 1), chore("broken", 1), chore("last", 1)});

    round(housekeeper);

    EXPECT_EQ(heaps_["first"], 0u);
    EXPECT_EQ(heaps_["last"], 0u);
    EXPECT_EQ(sweeps_["broken"], 1);
}

}  // namespace
}  // namespace freshet::site
