#include "base/outage.hpp"

#include <string>

namespace freshet {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "outage"; }

    std::string message(int code) const override {
        switch (static_cast<Outage>(code)) {
            case Outage::unavailable: return "not available";
            case Outage::timed_out: return "took too long";
            case Outage::closed: return "closed";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Outage outage) noexcept {
    static const Category category;
    return {static_cast<int>(outage), category};
}

}  // namespace freshet
