#include "community/room_error.hpp"

#include <string>

namespace freshet::community {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "community.rooms"; }

    std::string message(int code) const override {
        switch (static_cast<RoomErrc>(code)) {
            case RoomErrc::invalid_emote_code: return "not a code of an emote";
            case RoomErrc::emote_not_found: return "there is no such emote";
            case RoomErrc::emote_taken: return "the channel has an emote of that code";
            case RoomErrc::too_many_emotes: return "the channel has as many emotes as it may";
            case RoomErrc::message_too_old: return "too much was said since that message";
            case RoomErrc::not_an_emoji: return "neither an emoji nor an emote";
            case RoomErrc::too_many_reactions: return "the message has too many reactions";
            case RoomErrc::invalid_poll: return "not a poll";
            case RoomErrc::poll_open: return "the last poll is not over";
            case RoomErrc::poll_not_found: return "there is no such poll";
            case RoomErrc::poll_over: return "the poll is over";
            case RoomErrc::no_such_option: return "the poll has no such option";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(RoomErrc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::community
