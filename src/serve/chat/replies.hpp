#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accounts/user.hpp"
#include "base/described.hpp"
#include "base/ids.hpp"
#include "serve/chat/views.hpp"

/// What a request is acknowledged with.
namespace freshet::chat {

struct Ok {
    std::string status = "ok";
};
BOOST_DESCRIBE_STRUCT(Ok, (), (status))

struct SaidKebab {
    std::string status = "ok";
    KebabMessage message;
};
BOOST_DESCRIBE_STRUCT(SaidKebab, (), (status, message))

struct SaidSnake {
    std::string status = "ok";
    SnakeMessage message;
};
BOOST_DESCRIBE_STRUCT(SaidSnake, (), (status, message))

struct HeldReply {
    std::string status = "held";
    MessageId id;
};
BOOST_DESCRIBE_STRUCT(HeldReply, (), (status, id))

struct JoinedKebab {
    std::string status = "ok";
    StreamId room_id;
    std::uint32_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(JoinedKebab, (), (status, room_id, viewer_count))

struct JoinedSnake {
    std::string status = "ok";
    StreamId stream_id;
    std::uint32_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(JoinedSnake, (), (status, stream_id, viewer_count))

struct NoticeReply {
    std::string status = "ok";
    std::string notice;
};
BOOST_DESCRIBE_STRUCT(NoticeReply, (), (status, notice))

struct UnreadReply {
    std::string status = "ok";
    std::uint64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(UnreadReply, (), (status, unread))

struct UntilReply {
    std::string status = "ok";
    std::optional<WallTime> until;
};
BOOST_DESCRIBE_STRUCT(UntilReply, (), (status, until))

struct PollReply {
    std::string status = "ok";
    PollView poll;
};
BOOST_DESCRIBE_STRUCT(PollReply, (), (status, poll))

struct SelfView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;
};
BOOST_DESCRIBE_STRUCT(SelfView, (), (id, username, display_name, avatar_url))

struct AuthReply {
    std::string status = "ok";
    std::optional<SelfView> user;
};
BOOST_DESCRIBE_STRUCT(AuthReply, (), (status, user))

}  // namespace freshet::chat
