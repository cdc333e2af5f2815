#include "serve/http/error.hpp"

#include <string>

namespace freshet::http {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.http"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::malformed: return "malformed request";
            case Errc::head_too_large: return "request head too large";
            case Errc::unsupported_method: return "unsupported method";
            case Errc::unsupported_version: return "unsupported HTTP version";
            case Errc::unsupported_coding: return "unsupported transfer coding";
            case Errc::unsupported_expectation: return "unsupported expectation";
            case Errc::bad_target: return "bad request target";
            case Errc::body_too_large: return "request body too large";
            case Errc::body_cut_short: return "request body cut short";
            case Errc::body_too_slow: return "request body too slow";
            case Errc::body_interrupted: return "request body interrupted";
            case Errc::body_draining: return "request body left unread, the server stops";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::http
