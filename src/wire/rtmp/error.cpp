#include "wire/rtmp/error.hpp"

#include <string>

namespace freshet::rtmp {
namespace {

const char* describe(Errc code) {
    switch (code) {
        case Errc::unsupported_version: return "the peer does not speak RTMP version 3";
        case Errc::encryption_not_supported:
            return "the peer asks for RTMPE, which is not supported";
        case Errc::bad_chunk_size: return "the peer set a chunk size that is not allowed";
        case Errc::header_without_predecessor:
            return "a chunk refers to a header that was never sent";
        case Errc::message_interrupted: return "a message begins in the middle of another";
        case Errc::message_too_large: return "a message is larger than allowed";
        case Errc::too_many_chunk_streams: return "the peer uses more chunk streams than allowed";
        case Errc::too_much_buffered: return "the peer has too many unfinished messages";
        case Errc::bad_control_message: return "a control message is malformed";
        case Errc::bad_command: return "a command is malformed";
        case Errc::bad_aggregate: return "an aggregate message is malformed";
        case Errc::command_out_of_order: return "a command came at the wrong time";
        case Errc::sent_too_much_before_answer: return "the peer sent media before it was accepted";
        case Errc::asked_too_much: return "the peer asks for more answers than it reads";
        case Errc::command_timeout: return "the peer asked for no stream in time";
        case Errc::ping_timeout: return "the peer has been silent for too long";
    }
    return "unknown RTMP error";
}

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "rtmp"; }
    std::string message(int code) const override { return describe(static_cast<Errc>(code)); }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::rtmp
