#pragma once

#include "serve/api/operation.hpp"
#include "serve/api/upload_desk.hpp"
#include "serve/api/video_presenter.hpp"

namespace freshet::api {

/// What became of a form with a file: a video, and the job that makes it playable.
struct UploadedView {
    VideoId id;
    JobId job_id;
    vod::VideoStatus status = vod::VideoStatus::processing;
    VideoView video;

    static constexpr json::Rule rules[] = {
        {.field = "id", .about = "The video's."},
        {.field = "status", .example = "PROCESSING"},
    };
};
BOOST_DESCRIBE_STRUCT(UploadedView, (), (id, job_id, status, video))

/// The ways in for videos. Used by all io threads at once; what it refers to outlives it.
class UploadRoutes {
public:
    UploadRoutes(UploadDesk* desk, const VideoPresenter& presenter)
        : desk_(desk), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, UploadRoutes* self);

private:
    asio::awaitable<Reply<NoContent>> begin(Call call, Nothing input);
    asio::awaitable<Reply<NoContent>> standing(Call call, ById input);
    asio::awaitable<Reply<NoContent>> go_on(Call call, ById input);
    asio::awaitable<Reply<NoContent>> give_up(Call call, ById input);
    asio::awaitable<Reply<NoContent>> act_otherwise(Call call, ById input);
    asio::awaitable<Reply<UploadedView>> upload(Call call, Nothing input);

    asio::awaitable<Reply<NoContent>> act(Call call, http::Method method, std::string id);

    UploadDesk* desk_;  // Null: nobody takes uploads here.
    const VideoPresenter& presenter_;
};

}  // namespace freshet::api
