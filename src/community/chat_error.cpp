#include "community/chat_error.hpp"

#include <string>

namespace freshet::community {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "chat"; }

    std::string message(int code) const override {
        switch (static_cast<ChatErrc>(code)) {
            case ChatErrc::empty_message: return "the message is empty";
            case ChatErrc::message_too_long: return "the message is too long";
            case ChatErrc::malformed_message: return "the message is no line of text";
            case ChatErrc::phrase_blocked: return "the message has a phrase that is blocked";
            case ChatErrc::link_refused: return "links are not allowed";
            case ChatErrc::emotes_only: return "only emotes are allowed";
            case ChatErrc::repeated: return "the same was said a moment ago";
            case ChatErrc::banned: return "this user is banned";
            case ChatErrc::timed_out: return "this user is timed out";
            case ChatErrc::slow_mode: return "slow mode";
            case ChatErrc::followers_only: return "only followers write";
            case ChatErrc::subscribers_only: return "only subscribers write";
            case ChatErrc::not_moderator: return "this user does not moderate here";
            case ChatErrc::not_owner: return "only the owner may";
            case ChatErrc::is_protected: return "nobody of that rank may do this to that user";
            case ChatErrc::user_not_found: return "there is no such user";
            case ChatErrc::channel_not_found: return "there is no such channel";
            case ChatErrc::stream_not_found: return "there is no such stream";
            case ChatErrc::message_not_found: return "there is no such message";
            case ChatErrc::ban_not_found: return "there is no such ban";
            case ChatErrc::not_held: return "the message is not held";
            case ChatErrc::is_banned: return "the user is banned for good";
            case ChatErrc::moderates: return "the user moderates without being a moderator";
            case ChatErrc::too_many_bans: return "the channel has too many bans";
            case ChatErrc::too_many_moderators: return "the channel has too many moderators";
            case ChatErrc::nobody_named: return "neither a user nor an address is named";
            case ChatErrc::range_too_wide: return "the range of addresses is too wide";
            case ChatErrc::bad_reason: return "the reason is too long or no line of text";
            case ChatErrc::bad_duration: return "the time is too short or too long";
            case ChatErrc::bad_phrases: return "the phrases are too many, too long, or empty";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(ChatErrc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::community
