#include "accounts/session_cache.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

SessionWithUser some_session() {
    SessionWithUser found;
    found.session.id = SessionId::make();
    return found;
}

TEST(SessionCache, knows_a_session_for_half_a_second_from_when_it_was_asked_for) {
    SessionCache cache({});
    const auto found = some_session();

    cache.put(found, noon);

    EXPECT_TRUE(cache.find(found.session.id, noon + 499ms));
    EXPECT_FALSE(cache.find(found.session.id, noon + 500ms));
}

TEST(SessionCache, trusts_nothing_when_the_clock_was_set_back) {
    SessionCache cache({});
    const auto found = some_session();

    cache.put(found, noon);

    EXPECT_FALSE(cache.find(found.session.id, noon - 1ms));
}

TEST(SessionCache, forgets_at_once) {
    SessionCache cache({});
    const auto found = some_session();
    cache.put(found, noon);

    cache.forget(found.session.id);

    EXPECT_FALSE(cache.find(found.session.id, noon));
}

TEST(SessionCache, never_holds_more_than_its_limit) {
    SessionCache cache({.sessions_max = 3});
    std::vector<SessionWithUser> all;
    for (int i = 0; i < 10; ++i) cache.put(all.emplace_back(some_session()), noon);

    std::size_t held = 0;
    for (const auto& one : all) held += cache.find(one.session.id, noon) ? 1 : 0;
    EXPECT_LE(held, 3u);
    EXPECT_TRUE(cache.find(all.back().session.id, noon));
}

}  // namespace
}  // namespace freshet::accounts
