#pragma once

#include "serve/api/upload_desk.hpp"
#include "serve/http/router.hpp"
#include "serve/uploads/forms.hpp"
#include "serve/uploads/tus.hpp"
#include "serve/uploads/writers.hpp"

namespace freshet::uploads {

/// Takes in the bytes of videos: by tus and by forms, into the drafts of the object store. Used by
/// all io threads at once; what it refers to outlives it.
class Desk final : public api::UploadDesk {
public:
    struct Parts {
        vod::Uploads& uploads;
        vod::Videos& library;
        objects::Store& objects;
    };

    explicit Desk(Parts parts, Writers::Config config = {});

    asio::awaitable<api::Outcome> begin(api::Call call) override;
    asio::awaitable<api::Outcome> act(api::Call call, http::Method method, VideoId id) override;
    asio::awaitable<Answer<vod::Finished>> take_form(api::Call call) override;

    /// What clients ask before they begin: OPTIONS, of whoever asks. The rest is the API's.
    void mount(http::Router& router) const;

    /// tus 1.0.0: every answer says the version, also one that the HTTP layer gives.
    static void decorate(const http::Request& request, http::Response& response);

private:
    [[nodiscard]] std::optional<api::Outcome> wrong_version(const api::Call& call) const;

    Parts parts_;
    Writers writers_;
    Tus tus_;
    Forms forms_;
};

}  // namespace freshet::uploads
