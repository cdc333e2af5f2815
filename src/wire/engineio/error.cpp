#include "wire/engineio/error.hpp"

#include <string>

namespace freshet::engineio {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.engineio"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::empty_packet: return "packet without a type";
            case Errc::unknown_packet: return "unknown packet type";
            case Errc::bad_base64: return "binary packet is not base64";
            case Errc::bad_utf8: return "payload is not UTF-8";
            case Errc::too_many_packets: return "too many packets in a payload";
            case Errc::wrong_direction: return "packet that only a server sends";
            case Errc::bad_probe: return "packet that is no part of an upgrade";
            case Errc::pong_overdue: return "ping was not answered in time";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::engineio
