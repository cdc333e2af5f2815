#include "serve/hls/routes.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "live/testing.hpp"
#include "serve/http/router.hpp"
#include "serve/playback/testing/house.hpp"
#include "wire/hls/playlist_reader.hpp"

namespace freshet::hls {
namespace {

using namespace std::chrono_literals;
using media::Kind;

/// A stream with one video segment, and the routes that serve it as "ada".
class HlsRoutes : public ::testing::Test {
protected:
    explicit HlsRoutes(std::chrono::milliseconds wait = 5s)
        : routes_([this](std::string_view name) { return name == "ada" ? presentation_ : nullptr; },
                  house_.entrance, sessions_,
                  {.master_wait = wait, .gate = [this](std::string_view peer_ip) {
                       asked_.emplace_back(peer_ip);
                       return wait_before_start_;
                   }}) {
        routes_.mount(router_);
        house_.set(presentation_->stream(), channels::Visibility::public_);
    }

    static std::shared_ptr<cmaf::Snapshot> one_segment() {
        auto file = net::MemoryFile::create().value();
        EXPECT_TRUE(file.append({as_bytes("0123456789")}));
        auto snapshot = std::make_shared<cmaf::Snapshot>();
        snapshot->files.emplace(
            "v-e1-0.m4s",
            cmaf::FileRange{.file = std::make_shared<const net::MemoryFile>(std::move(file)),
                            .offset = 2,
                            .size = 8});
        snapshot->renditions[0].playlist = std::make_shared<const std::string>("#EXTM3U\n");
        snapshot->master = std::make_shared<const MasterPlaylist>(MasterPlaylist{
            .variants = {{.uri = "video.m3u8", .codecs = "avc1.42c01e", .bandwidth = 1}}});
        return snapshot;
    }

    /// What the routes answer; `meanwhile` is run once the handler has begun to wait.
    http::Response get(const std::string& target, std::optional<std::string> range = {},
                       const std::function<void()>& meanwhile = {}) {
        const auto path = target.substr(0, target.find('?'));
        const auto found = router_.find(http::Method::get, path);
        EXPECT_TRUE(found.route) << path;
        http::Request request;
        request.path = path;
        request.query = target.substr(std::min(target.size(), path.size() + 1));
        request.peer_ip = "192.0.2.1";
        request.params = found.params;
        if (range) request.headers.set("Range", *range);

        boost::asio::io_context context;
        std::optional<http::Response> response;
        boost::asio::co_spawn(context, found.route->handler(request),
                              [&](const std::exception_ptr& error, http::Response answer) {
                                  EXPECT_FALSE(error);
                                  response = std::move(answer);
                              });
        if (meanwhile) {
            context.poll();
            EXPECT_FALSE(response) << "it should be waiting";
            std::jthread(meanwhile).join();
        }
        context.run();
        return std::move(response).value();
    }

    static std::string text_of(const http::Response& response) {
        if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
        const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body);
        return shared ? **shared : "";
    }

    std::shared_ptr<cmaf::Presentation> presentation_ =
        std::make_shared<cmaf::Presentation>(StreamId::make());
    playback::testing::House house_;
    live::testing::Stage stage_;  // Where a stream of that name is on air.
    Result<live::Publication> publication_ = stage_.publish(stage_.home);
    Sessions sessions_{{}, [this](std::string_view name) { return stage_.hub.find(name); }};
    std::optional<std::chrono::seconds> wait_before_start_;
    std::vector<std::string> asked_;  // The gate, by whom.
    http::Router router_;
    Routes routes_;
};

TEST_F(HlsRoutes, each_master_names_a_session_of_its_own) {
    presentation_->publish(one_segment());

    const auto first = get("/hls/ada/master.m3u8");
    const auto second = get("/hls/ada/master.m3u8");

    EXPECT_EQ(first.status, 200u);
    EXPECT_EQ(first.headers.get("content-type"), "application/vnd.apple.mpegurl");
    EXPECT_EQ(first.headers.get("cache-control"), "no-store");
    EXPECT_EQ(first.headers.get("access-control-allow-origin"), "*");
    const auto uri = read_master_playlist(text_of(first))->variants.at(0).uri;
    EXPECT_TRUE(uri.starts_with("video.m3u8?s="));
    EXPECT_EQ(uri.size(), std::string_view("video.m3u8?s=").size() + 32);
    EXPECT_NE(text_of(first), text_of(second));
}

TEST_F(HlsRoutes, a_media_playlist_is_the_text_that_all_share) {
    const auto snapshot = one_segment();
    presentation_->publish(snapshot);

    const auto response = get("/hls/ada/video.m3u8");

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(std::get<std::shared_ptr<const std::string>>(response.body),
              snapshot->renditions[0].playlist);
    EXPECT_EQ(response.headers.get("content-type"), "application/vnd.apple.mpegurl");
    EXPECT_EQ(response.headers.get("cache-control"), "public, max-age=1");
    EXPECT_EQ(get("/hls/ada/audio.m3u8").status, 404u);
}

TEST_F(HlsRoutes, a_segment_may_be_kept_for_ever) {
    presentation_->publish(one_segment());

    const auto response = get("/hls/ada/v-e1-0.m4s");

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(response.headers.get("content-type"), "video/mp4");
    EXPECT_EQ(response.headers.get("accept-ranges"), "bytes");
    const auto& body = std::get<http::FileBody>(response.body);
    EXPECT_EQ(body.offset, 2u);
    EXPECT_EQ(body.size, 8u);
}

TEST_F(HlsRoutes, a_part_of_a_segment_is_206_and_none_416) {
    presentation_->publish(one_segment());

    const auto part = get("/hls/ada/v-e1-0.m4s", "bytes=3-5");
    EXPECT_EQ(part.status, 206u);
    EXPECT_EQ(part.headers.get("content-range"), "bytes 3-5/8");
    EXPECT_EQ(std::get<http::FileBody>(part.body).offset, 5u);
    EXPECT_EQ(std::get<http::FileBody>(part.body).size, 3u);

    const auto none = get("/hls/ada/v-e1-0.m4s", "bytes=8-");
    EXPECT_EQ(none.status, 416u);
    EXPECT_EQ(none.headers.get("content-range"), "bytes */8");
}

TEST_F(HlsRoutes, what_is_not_there_is_404_and_not_remembered) {
    presentation_->publish(one_segment());

    for (const auto* path :
         {"/hls/bob/master.m3u8", "/hls/bob/video.m3u8", "/hls/ada/v-e1-1.m4s", "/hls/ada/x"}) {
        const auto response = get(path);
        EXPECT_EQ(response.status, 404u) << path;
        EXPECT_EQ(response.headers.get("cache-control"), "no-store") << path;
        EXPECT_EQ(response.headers.get("access-control-allow-origin"), "*") << path;
    }
}

TEST_F(HlsRoutes, a_master_that_comes_too_early_waits_for_the_tracks) {
    const auto response =
        get("/hls/ada/master.m3u8", {}, [this] { presentation_->publish(one_segment()); });

    EXPECT_EQ(response.status, 200u);
}

TEST_F(HlsRoutes, a_stream_that_ends_without_tracks_is_404_at_once) {
    const auto response = get("/hls/ada/master.m3u8", {}, [this] {
        auto ended = std::make_shared<cmaf::Snapshot>();
        ended->has_ended = true;
        presentation_->publish(std::move(ended));
    });

    EXPECT_EQ(response.status, 404u);
}

TEST_F(HlsRoutes, who_starts_too_often_is_told_when_to_come_back) {
    presentation_->publish(one_segment());
    wait_before_start_ = 7s;

    const auto response = get("/hls/ada/master.m3u8");

    EXPECT_EQ(response.status, 429u);
    EXPECT_EQ(response.headers.get("retry-after"), "7");
    EXPECT_EQ(response.headers.get("access-control-allow-origin"), "*");
    EXPECT_EQ(asked_, std::vector<std::string>{"192.0.2.1"});
}

TEST_F(HlsRoutes, who_watches_already_is_never_told_to_wait) {
    presentation_->publish(one_segment());
    wait_before_start_ = 7s;

    EXPECT_EQ(get("/hls/ada/video.m3u8").status, 200u);
    EXPECT_EQ(get("/hls/ada/v-e1-0.m4s").status, 200u);
    EXPECT_TRUE(asked_.empty());
}

TEST_F(HlsRoutes, one_player_that_follows_its_master_is_one_viewer) {
    presentation_->publish(one_segment());
    const auto master = read_master_playlist(text_of(get("/hls/ada/master.m3u8")));
    EXPECT_EQ(stage_.hub.find("ada")->viewers(), 0u);

    (void)get("/hls/ada/" + master->variants.at(0).uri);
    (void)get("/hls/ada/" + master->variants.at(0).uri);

    EXPECT_EQ(stage_.hub.find("ada")->viewers(), 1u);
    EXPECT_EQ(sessions_.count(), 1u);
}

TEST_F(HlsRoutes, the_playlist_of_a_stream_that_has_ended_has_no_viewers) {
    const auto session = sessions_.issue();
    auto ended = one_segment();
    ended->has_ended = true;
    presentation_->publish(ended);

    EXPECT_EQ(get("/hls/ada/video.m3u8?s=" + session).status, 200u);

    EXPECT_EQ(sessions_.count(), 0u);
}

class ImpatientHlsRoutes : public HlsRoutes {
protected:
    ImpatientHlsRoutes() : HlsRoutes(1ms) {}
};

TEST_F(ImpatientHlsRoutes, a_master_waits_no_longer_than_it_may) {
    EXPECT_EQ(get("/hls/ada/master.m3u8").status, 404u);
}

TEST_F(HlsRoutes, what_is_not_public_needs_a_token_in_its_path) {
    presentation_->publish(one_segment());
    house_.set(presentation_->stream(), channels::Visibility::unlisted);
    const auto token = house_.token(presentation_->stream(), channels::Ground::link);
    for (const auto* file : {"master.m3u8", "video.m3u8", "v-e1-0.m4s"}) {
        const auto path = std::string("/hls/ada/") + file;
        EXPECT_EQ(get(path).status, 403u) << file;
        EXPECT_EQ(get("/t/nonsense" + path).status, 403u) << file;
        const auto response = get("/t/" + token + path);
        EXPECT_EQ(response.status, 200u) << file;
        EXPECT_EQ(response.headers.get("Cache-Control").value().find("public"),
                  std::string_view::npos)
            << file;
    }
    house_.set(presentation_->stream(), channels::Visibility::private_);
    EXPECT_EQ(get("/hls/ada/master.m3u8").status, 404u);
    EXPECT_EQ(get("/hls/ada/v-e1-0.m4s").status, 404u);
    EXPECT_EQ(get("/t/" + token + "/hls/ada/v-e1-0.m4s").status, 403u);
}

TEST_F(HlsRoutes, a_playback_goes_on_after_its_token_has_expired_and_none_begins) {
    presentation_->publish(one_segment());
    house_.set(presentation_->stream(), channels::Visibility::private_);
    const auto prefix =
        "/t/" + house_.token(presentation_->stream(), channels::Ground::owner) + "/hls/ada/";
    EXPECT_EQ(get(prefix + "master.m3u8").status, 200u);
    for (int i = 0; i < 12; ++i) {
        house_.pass(30s);
        EXPECT_EQ(get(prefix + "video.m3u8").status, 200u);
        EXPECT_EQ(get(prefix + "v-e1-0.m4s").status, 200u);
    }

    EXPECT_EQ(get(prefix + "master.m3u8").status, 403u);
}

TEST_F(HlsRoutes, a_viewing_is_counted_by_its_session_and_its_browser) {
    presentation_->publish(one_segment());
    const auto master = text_of(get("/hls/ada/master.m3u8?v=browser-1"));
    const auto uri = read_master_playlist(master)->variants.at(0).uri;
    EXPECT_TRUE(uri.ends_with("&v=browser-1")) << uri;
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(get("/hls/ada/" + uri).status, 200u);
        EXPECT_EQ(get("/hls/ada/video.m3u8?s=forged&v=browser-2").status, 200u);
        house_.pass(2s);
    }

    const auto views = house_.viewings.take_changes();

    ASSERT_EQ(views.size(), 1u);
    EXPECT_EQ(views[0].watched, 4s);
}

TEST_F(HlsRoutes, a_client_id_that_is_none_is_not_repeated) {
    presentation_->publish(one_segment());

    EXPECT_EQ(text_of(get("/hls/ada/master.m3u8?v=a%0Ab%22cdefgh")).find("v="), std::string::npos);
}

}  // namespace
}  // namespace freshet::hls
