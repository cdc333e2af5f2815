#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/ids.hpp"

/// What clients ask, as docs/realtime.md has it. Which room is meant is said in either vocabulary.
namespace freshet::chat {

struct AuthRequest {
    std::optional<std::string> token;
    std::optional<std::string> client_id;

    static constexpr json::Rule rules[] = {{.field = "token", .length_max = 4096},
                                           {.field = "clientId", .length_max = 64}};
};
BOOST_DESCRIBE_STRUCT(AuthRequest, (), (token, client_id))

struct RoomRequest {
    StreamId room_id;
};
BOOST_DESCRIBE_STRUCT(RoomRequest, (), (room_id))

struct StreamRequest {
    StreamId stream_id;
};
BOOST_DESCRIBE_STRUCT(StreamRequest, (), (stream_id))

struct PlaceRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
};
BOOST_DESCRIBE_STRUCT(PlaceRequest, (), (room_id, stream_id))

struct SayRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    std::string message;
    std::optional<MessageId> reply_to;
};
BOOST_DESCRIBE_STRUCT(SayRequest, (), (room_id, stream_id, message, reply_to))

struct MessageRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(MessageRequest, (), (room_id, stream_id, message_id))

struct TimeoutRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    std::optional<UserId> user_id;
    std::optional<std::string> username;
    std::int64_t seconds = 0;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(TimeoutRequest, (), (room_id, stream_id, user_id, username, seconds, reason))

struct BanRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    std::optional<UserId> user_id;
    std::optional<std::string> username;
    std::optional<std::string> reason;
    std::optional<bool> with_address;
};
BOOST_DESCRIBE_STRUCT(BanRequest, (), (room_id, stream_id, user_id, username, reason, with_address))

struct UnbanRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    std::optional<UserId> user_id;
    std::optional<std::string> username;
};
BOOST_DESCRIBE_STRUCT(UnbanRequest, (), (room_id, stream_id, user_id, username))

struct ReviewRequest {
    MessageId message_id;
    bool approve = false;
};
BOOST_DESCRIBE_STRUCT(ReviewRequest, (), (message_id, approve))

struct ReactRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    MessageId message_id;
    std::string emoji;

    static constexpr json::Rule rules[] = {{.field = "emoji", .length_min = 1, .length_max = 40}};
};
BOOST_DESCRIBE_STRUCT(ReactRequest, (), (room_id, stream_id, message_id, emoji))

struct StartPollRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    std::string question;
    std::vector<std::string> options;
    std::optional<std::uint32_t> seconds;
};
BOOST_DESCRIBE_STRUCT(StartPollRequest, (), (room_id, stream_id, question, options, seconds))

struct VoteRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    PollId poll_id;
    std::uint32_t option = 0;
};
BOOST_DESCRIBE_STRUCT(VoteRequest, (), (room_id, stream_id, poll_id, option))

struct EndPollRequest {
    std::optional<StreamId> room_id;
    std::optional<StreamId> stream_id;
    PollId poll_id;
};
BOOST_DESCRIBE_STRUCT(EndPollRequest, (), (room_id, stream_id, poll_id))

}  // namespace freshet::chat
