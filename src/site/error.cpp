#include "site/error.hpp"

#include <string>

namespace freshet::site {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "site"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::document_not_found: return "there is no such document";
            case Errc::document_exists: return "there is such a document in that language";
            case Errc::document_needed: return "this document cannot be deleted";
            case Errc::too_many_documents: return "there are too many documents";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::site
