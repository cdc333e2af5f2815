#include "serve/playback/session_names.hpp"

#include <gtest/gtest.h>

namespace freshet::playback {
namespace {

const SecretText secret{"a secret"};

TEST(SessionNames, reads_what_it_gave_out_after_a_restart_too) {
    const auto name = SessionNames(secret, "hls").issue();

    EXPECT_TRUE(SessionNames(secret, "hls").read(name));
    EXPECT_NE(SessionNames(secret, "hls").issue(), name);
}

TEST(SessionNames, knows_none_of_another_purpose_or_secret_and_none_that_was_made_up) {
    const SessionNames names(secret, "hls");
    auto changed = names.issue();
    changed.back() = changed.back() == '0' ? '1' : '0';

    EXPECT_FALSE(names.read(SessionNames(secret, "vod").issue()));
    EXPECT_FALSE(names.read(SessionNames(SecretText("another"), "hls").issue()));
    EXPECT_FALSE(names.read(SessionNames({}, "hls").issue()));
    EXPECT_FALSE(names.read(changed));
    EXPECT_FALSE(names.read(names.issue() + "0"));
    EXPECT_FALSE(names.read(""));
}

}  // namespace
}  // namespace freshet::playback
