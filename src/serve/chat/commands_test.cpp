#include "serve/chat/commands.hpp"

#include <gtest/gtest.h>

#include "serve/api/error.hpp"

namespace freshet::chat {

namespace {

using namespace std::chrono_literals;
using api::Errc;

template <class Act>
Act read(std::string_view message) {
    const auto command = read_command(message);
    EXPECT_TRUE(command.has_value()) << message;
    if (!command || !std::holds_alternative<Act>(*command)) {
        ADD_FAILURE() << message;
        return {};
    }
    return std::get<Act>(*command);
}

ErrorCode error_of(std::string_view message) {
    const auto command = read_command(message);
    return command ? ErrorCode() : command.error().why.reason;
}

TEST(Commands, begin_with_one_slash) {
    EXPECT_TRUE(is_command("/me waves"));
    EXPECT_TRUE(is_command("/"));
    EXPECT_FALSE(is_command("//me waves"));
    EXPECT_FALSE(is_command("hello /me"));
    EXPECT_EQ(without_escape("//me waves"), "/me waves");
    EXPECT_EQ(without_escape("hello // there"), "hello // there");
}

TEST(Commands, a_timeout_says_whom_how_long_and_why_as_far_as_it_likes) {
    const auto bare = read<command::Timeout>("/timeout bob");
    EXPECT_EQ(bare.username, "bob");
    EXPECT_EQ(bare.lasts, 600s);
    EXPECT_EQ(bare.reason, "");

    const auto whole = read<command::Timeout>("/TimeOut  @bob 30  shouts  a lot ");
    EXPECT_EQ(whole.username, "bob");
    EXPECT_EQ(whole.lasts, 30s);
    EXPECT_EQ(whole.reason, "shouts  a lot");

    const auto without_time = read<command::Timeout>("/timeout bob 3 strikes");
    EXPECT_EQ(without_time.lasts, 3s);
    EXPECT_EQ(read<command::Timeout>("/timeout bob shouts").reason, "shouts");
    EXPECT_EQ(read<command::Timeout>("/timeout bob 99999999999").reason, "99999999999");
}

TEST(Commands, people_are_banned_freed_and_appointed_by_name) {
    EXPECT_EQ(read<command::Ban>("/ban @bob spam").username, "bob");
    EXPECT_EQ(read<command::Ban>("/ban bob two words").reason, "two words");
    EXPECT_EQ(read<command::Unban>("/unban bob").username, "bob");
    EXPECT_TRUE(read<command::Appoint>("/mod bob").is_moderator);
    EXPECT_FALSE(read<command::Appoint>("/unmod bob").is_moderator);
}

TEST(Commands, modes_are_switched_on_and_off) {
    EXPECT_EQ(read<command::SlowMode>("/slow 30").pause, 30s);
    EXPECT_EQ(read<command::SlowMode>("/slowoff").pause, 0s);
    EXPECT_EQ(read<command::FollowersOnly>("/followers").least, 0min);
    EXPECT_EQ(read<command::FollowersOnly>("/followers 10").least, 10min);
    EXPECT_EQ(read<command::FollowersOnly>("/followersoff").least, std::nullopt);
    EXPECT_EQ(read<command::Switch>("/unique").mode, command::Mode::unique_messages);
    EXPECT_TRUE(read<command::Switch>("/subscribers").is_on);
    EXPECT_FALSE(read<command::Switch>("/emoteonlyoff").is_on);
}

TEST(Commands, texts_are_kept_as_they_are) {
    EXPECT_EQ(read<command::Action>("/me waves  <b>").text, "waves  <b>");
    EXPECT_EQ(read<command::Announce>("/announce Back in 5 /min").text, "Back in 5 /min");
}

TEST(Commands, one_that_is_not_known_is_said_to_be_so) {
    for (const auto* message : {"/", "/ ", "/dance", "/timeouts bob", "/slow30"}) {
        EXPECT_EQ(error_of(message), Errc::unknown_command) << message;
    }
}

TEST(Commands, one_that_is_used_wrongly_is_told_how) {
    for (const auto* message :
         {"/me", "/timeout", "/ban ", "/unban", "/unban bob eve", "/slow", "/slow -1", "/slow 10s",
          "/slow 99999999999", "/followers soon", "/announce", "/mod", "/unmod a b"}) {
        EXPECT_EQ(error_of(message), Errc::command_malformed) << message;
    }
    EXPECT_EQ(read_command("/slow").error().params.at("usage"), "/slow SECONDS");
}

TEST(Commands, the_list_has_what_somebody_may_do) {
    const auto everybody = command_list(CommandsFor::everybody);
    const auto moderators = command_list(CommandsFor::moderators);
    const auto owner = command_list(CommandsFor::owner);

    EXPECT_EQ(everybody, "/me TEXT, /help");
    EXPECT_NE(moderators.find("/ban NAME [REASON]"), std::string::npos);
    EXPECT_EQ(moderators.find("/mod NAME"), std::string::npos);
    EXPECT_NE(owner.find("/mod NAME"), std::string::npos);
}

}  // namespace

}  // namespace freshet::chat
