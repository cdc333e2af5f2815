#include "channels/error.hpp"

#include <string>

namespace freshet::channels {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "channels"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::channel_not_found: return "there is no such channel";
            case Errc::other_secret:
                return "SECRET_KEY is not the one that this database was made with";
            case Errc::invalid_fields: return "some fields are not valid";
            case Errc::handle_taken: return "the handle is taken";
            case Errc::channel_on_air: return "the channel is on air";
            case Errc::too_many_channels: return "the owner has as many channels as allowed";
            case Errc::default_channel: return "a default channel cannot be deleted";
            case Errc::stream_not_found: return "there is no such stream";
            case Errc::stream_ended: return "the stream has ended";
            case Errc::stream_not_scheduled: return "the stream is not only scheduled any more";
            case Errc::too_many_streams: return "too many streams are scheduled on the channel";
            case Errc::category_not_found: return "there is no such category";
            case Errc::category_taken: return "there is a category of that name";
            case Errc::just_stopped:
                return "the stream was stopped; start one, or come back in a minute";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::channels
