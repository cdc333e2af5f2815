#include "net/error.hpp"

#include <string>

namespace freshet::net {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.net"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::overloaded: return "too much is waiting";
            case Errc::port_taken: return "the port is taken";
            case Errc::bad_address: return "not an IP address or range";
            case Errc::unreachable: return "cannot be reached";
            case Errc::timed_out: return "did not answer in time";
            case Errc::refused: return "was refused";
            case Errc::too_large: return "the answer is too large";
            case Errc::tls: return "no secure connection can be made";
            case Errc::bad_url: return "not a call that can be sent over HTTP";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::net
