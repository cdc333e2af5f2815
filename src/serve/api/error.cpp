#include "serve/api/error.hpp"

#include <string>

namespace freshet::api {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "api"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::malformed_request: return "the request is malformed";
            case Errc::malformed_form: return "the form is malformed";
            case Errc::unauthenticated: return "nobody is signed in";
            case Errc::forbidden: return "this caller may not do this";
            case Errc::origin_refused: return "the request comes from a foreign site";
            case Errc::registration_closed: return "registration is closed";
            case Errc::invite_required: return "registration takes an invite";
            case Errc::scope_missing: return "the API token has not the scope";
            case Errc::not_found: return "not found";
            case Errc::unsupported_media_type: return "the body is not JSON";
            case Errc::validation_failed: return "some fields are not valid";
            case Errc::rate_limited: return "too many requests";
            case Errc::unavailable: return "a dependency is down";
            case Errc::unknown_event: return "there is no such event";
            case Errc::not_in_room: return "the socket is not in that room";
            case Errc::room_not_named: return "the socket is in several rooms";
            case Errc::too_many_rooms: return "the socket is in too many rooms";
            case Errc::unknown_command: return "there is no such command";
            case Errc::command_malformed: return "the command is used otherwise";
            case Errc::upload_locked: return "the upload is being written to";
            case Errc::storage_full: return "the storage is full";
            case Errc::file_missing: return "the form has no file";
            case Errc::internal: return "internal error";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::api
