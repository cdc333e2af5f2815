#include "wire/socketio/error.hpp"

#include <string>

namespace freshet::socketio {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.socketio"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::unknown_packet: return "unknown packet type";
            case Errc::bad_attachment_count: return "bad number of attachments";
            case Errc::too_many_attachments: return "too many attachments";
            case Errc::attachments_too_large: return "attachments too large";
            case Errc::unexpected_attachment: return "attachment of no packet";
            case Errc::missing_attachment: return "text where an attachment was announced";
            case Errc::bad_placeholder: return "placeholder of no attachment";
            case Errc::bad_namespace: return "bad namespace";
            case Errc::bad_ack_id: return "bad acknowledgement id";
            case Errc::bad_payload: return "bad payload";
            case Errc::reserved_event: return "reserved event name";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::socketio
