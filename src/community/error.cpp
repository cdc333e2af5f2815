#include "community/error.hpp"

#include <string>

namespace freshet::community {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "community"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::user_not_found: return "there is no such user";
            case Errc::follows_self: return "nobody follows themselves";
            case Errc::subject_not_found: return "there is no such thing to report";
            case Errc::too_many_reports: return "this user has too many open reports";
            case Errc::report_not_found: return "there is no such report";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::community
