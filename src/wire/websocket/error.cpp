#include "wire/websocket/error.hpp"

#include <string>

namespace freshet::websocket {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.websocket"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::not_an_upgrade: return "not a WebSocket upgrade";
            case Errc::unsupported_version: return "unsupported WebSocket version";
            case Errc::bad_key: return "bad Sec-WebSocket-Key";
            case Errc::reserved_bits: return "reserved bits are set";
            case Errc::unknown_opcode: return "unknown opcode";
            case Errc::unmasked_frame: return "frame without a mask";
            case Errc::fragmented_control_frame: return "fragmented control frame";
            case Errc::oversized_control_frame: return "control frame too large";
            case Errc::unexpected_continuation: return "continuation of no message";
            case Errc::unfinished_message: return "new message before the last one's end";
            case Errc::overlong_length: return "length not in its shortest form";
            case Errc::message_too_large: return "message too large";
            case Errc::bad_close_payload: return "bad close frame";
            case Errc::bad_utf8: return "text is not UTF-8";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::websocket
