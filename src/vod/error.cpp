#include "vod/error.hpp"

#include <string>

namespace freshet::vod {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "vod"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::video_not_found: return "there is no such video";
            case Errc::invalid_fields: return "some fields are not valid";
            case Errc::video_not_ready: return "the video does not play yet";
            case Errc::video_not_failed: return "the video has not failed";
            case Errc::upload_not_found: return "there is no such upload";
            case Errc::upload_gone: return "the upload is gone";
            case Errc::upload_moved: return "the upload is at another offset";
            case Errc::upload_incomplete: return "the upload is not complete";
            case Errc::length_known: return "the upload has another length";
            case Errc::video_too_large: return "the video is larger than allowed";
            case Errc::quota_exceeded: return "the user has no room for it";
            case Errc::too_many_uploads: return "the user has too many unfinished uploads";
            case Errc::job_not_found: return "there is no such job";
            case Errc::job_not_failed: return "the job has not failed";
            case Errc::lease_lost: return "the job is not the worker's any more";
            case Errc::link_not_found: return "there is no such share link";
            case Errc::link_password_required: return "the share link has a password";
            case Errc::link_password_wrong: return "that is not the share link's password";
            case Errc::too_many_links: return "the video has too many share links";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::vod
