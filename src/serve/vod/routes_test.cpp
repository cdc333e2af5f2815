#include "serve/vod/routes.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "serve/http/router.hpp"
#include "serve/vod/testing/cinema.hpp"
#include "wire/hls/playlist_reader.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;
using testing::run;

class VideoRoutes : public ::testing::Test {
protected:
    VideoRoutes() { routes_.mount(router_); }

    Routes::Config config() {
        return {.secret = SecretText("a secret"),
                .cdn = {},
                .shelf = {.mono = [this] { return cinema_.house.mono; }},
                .gate = [this](std::string_view) -> std::optional<std::chrono::seconds> {
                    ++gate_asked_;
                    return wait_;
                },
                .wall = [this] { return cinema_.house.wall; }};
    }
    Routes::Parts parts() {
        return {.admission = cinema_.admission,
                .turnstile = cinema_.house.turnstile,
                .store = cinema_.store,
                .events = cinema_.events};
    }

    using Fields = std::vector<std::pair<std::string, std::string>>;

    http::Response ask(http::Router& router, http::Method method, const std::string& target,
                       const Fields& fields = {}) {
        const auto path = target.substr(0, target.find('?'));
        const auto found = router.find(http::Method::get, path);
        if (!found.route) return {.status = 404, .headers = {}, .body = {}};
        http::Request request{.method = method, .path = path};
        request.query = target.substr(std::min(target.size(), path.size() + 1));
        request.peer_ip = "192.0.2.1";
        request.params = found.params;
        for (const auto& [name, value] : fields) request.headers.set(name, value);
        return run(found.route->handler(request));
    }
    http::Response get(const std::string& target, const Fields& fields = {}) {
        return ask(router_, http::Method::get, target, fields);
    }

    std::string vod(const std::string& rest) const {
        return "/vod/" + to_string(cinema_.id) + rest;
    }
    std::string by_token(const std::string& token, const std::string& rest) const {
        return "/t/" + token + vod(rest);
    }

    static std::string text_of(const http::Response& response) {
        if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
        const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body);
        return shared ? **shared : "";
    }
    static std::string header(const http::Response& response, std::string_view name) {
        return std::string(response.headers.get(name).value_or("none"));
    }
    static http::FileBody file_of(const http::Response& response) {
        return std::get<http::FileBody>(response.body);
    }

    /// A media playlist's address, as a master playlist names it now.
    std::string from_master(const std::string& query = {}) {
        const auto master = hls::read_master_playlist(text_of(get(vod("/master.m3u8" + query))));
        return vod("/" + master.value().variants.at(0).uri);
    }

    std::uint64_t views() { return cinema_.house.viewings.take_changes().size(); }

    testing::Cinema cinema_;
    int gate_asked_ = 0;
    std::optional<std::chrono::seconds> wait_;
    Routes routes_{config(), parts()};
    http::Router router_;
};

TEST_F(VideoRoutes, a_master_playlist_leads_to_media_playlists_and_they_to_media) {
    const auto master = get(vod("/master.m3u8"));
    EXPECT_EQ(master.status, 200u);
    EXPECT_EQ(header(master, "Content-Type"), "application/vnd.apple.mpegurl");
    EXPECT_EQ(header(master, "Cache-Control"), "no-store");
    EXPECT_EQ(header(master, "Access-Control-Allow-Origin"), "*");

    const auto playlist = get(from_master());
    EXPECT_EQ(playlist.status, 200u);
    EXPECT_EQ(text_of(playlist), cinema_.store.texts[media_key(cinema_.id, 7, "source.m3u8")]);
    EXPECT_EQ(header(playlist, "Cache-Control"), "public, no-cache");

    const auto media = get(vod("/7/source.mp4"), {{"Range", "bytes=2-4"}});
    EXPECT_EQ(media.status, 206u);
    EXPECT_EQ(header(media, "Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(header(media, "Content-Type"), "video/mp4");
    EXPECT_EQ(header(media, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(media, "Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(file_of(media).offset, 2u);
    EXPECT_EQ(file_of(media).size, 3u);
    EXPECT_EQ(header(get(vod("/8/audio.mp4")), "Content-Type"), "audio/mp4");
}

TEST_F(VideoRoutes, what_a_store_has_elsewhere_is_pulled_by_the_same_ranges) {
    cinema_.store.is_folder = false;
    const auto media = get(vod("/7/source.mp4"), {{"Range", "bytes=-4"}});

    EXPECT_EQ(media.status, 206u);
    const auto& body = std::get<http::PulledBody>(media.body);
    EXPECT_EQ(body.offset, 6u);
    EXPECT_EQ(body.size, 4u);
    EXPECT_EQ(as_text(run(body.pull(6, 4)).bytes()), "ghij");
}

TEST_F(VideoRoutes, ranges_and_conditions_are_held_against_the_generation) {
    const auto tag = header(get(vod("/7/source.mp4")), "ETag");
    const auto file = vod("/7/source.mp4");

    EXPECT_EQ(get(file, {{"If-None-Match", tag}}).status, 304u);
    EXPECT_EQ(get(file, {{"If-None-Match", "\"6-source.mp4\""}}).status, 200u);
    EXPECT_EQ(get(file, {{"Range", "bytes=1-1"}, {"If-Range", tag}}).status, 206u);
    EXPECT_EQ(get(file, {{"Range", "bytes=1-1"}, {"If-Range", "\"6-source.mp4\""}}).status, 200u);
    EXPECT_EQ(get(file, {{"Range", "bytes=10-"}}).status, 416u);
    EXPECT_EQ(header(get(file, {{"Range", "bytes=10-"}}), "Content-Range"), "bytes */10");
    EXPECT_EQ(get(vod("/7/source.m3u8"), {{"If-None-Match", "\"7-source.m3u8\""}}).status, 304u);
}

TEST_F(VideoRoutes, names_nothing_that_the_row_does_not) {
    for (const auto* path :
         {"/6/source.mp4", "/07/source.mp4", "/+7/source.mp4", "/8/source.mp4", "/7/audio.mp4",
          "/7/video.mp4", "/7/..", "/7/../../uploads", "/7/source.mp4%00", "/7/SOURCE.MP4", "/7/",
          "/0/source.mp4", "/18446744073709551623/source.mp4", "/../7/source.mp4"}) {
        EXPECT_EQ(get(vod(path)).status, 404u) << path;
    }
    cinema_.put(media_key(cinema_.id, 7, "other.mp4"), "of no row");
    EXPECT_EQ(get(vod("/7/other.mp4")).status, 404u);
    EXPECT_EQ(get("/vod/not-an-id/master.m3u8").status, 404u);
    EXPECT_EQ(get("/vod/" + to_string(VideoId::make()) + "/master.m3u8").status, 404u);
    EXPECT_TRUE(cinema_.store.opened.empty());
}

TEST_F(VideoRoutes, a_private_video_is_nothing_to_others_and_everything_by_its_token) {
    cinema_.row().visibility = Visibility::private_;
    const auto token = cinema_.token(Ground::owner);
    for (const auto* path : {"/master.m3u8", "/video.mp4", "/7/source.m3u8", "/7/source.mp4"}) {
        EXPECT_EQ(get(vod(path)).status, 404u) << path;
        EXPECT_EQ(get(by_token("AAAA", path)).status, 404u) << path;
        EXPECT_EQ(get(by_token(token, path)).status, 200u) << path;
    }
    EXPECT_EQ(header(get(by_token(token, "/7/source.mp4")), "Cache-Control"),
              "private, max-age=31536000, immutable");

    const auto thumbnail = "/media/videos/" + to_string(cinema_.id) + "/7.webp";
    EXPECT_EQ(get(thumbnail).status, 404u);
    EXPECT_EQ(get("/t/" + token + thumbnail).status, 200u);

    cinema_.house.pass(6h);
    EXPECT_EQ(get(by_token(token, "/7/source.mp4")).status, 403u);
    EXPECT_EQ(header(get(by_token(token, "/7/source.mp4")), "Cache-Control"), "no-store");
}

TEST_F(VideoRoutes, a_thumbnail_is_of_the_generation_that_is_shown) {
    const auto picture = "/media/videos/" + to_string(cinema_.id);

    EXPECT_EQ(header(get(picture + "/7.webp"), "Content-Type"), "image/webp");
    EXPECT_EQ(header(get(picture + "/7.webp"), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_EQ(get(picture + "/6.webp").status, 404u);
    cinema_.row().has_thumbnail = false;
    cinema_.tell_changed();
    EXPECT_EQ(get(picture + "/7.webp").status, 404u);
}

TEST_F(VideoRoutes, the_progressive_file_is_shown_or_saved_under_its_title) {
    const auto shown = get(vod("/video.mp4"));
    EXPECT_EQ(header(shown, "Content-Disposition"), "none");
    EXPECT_EQ(header(shown, "Content-Type"), "video/mp4");
    EXPECT_EQ(header(shown, "Cache-Control"), "public, no-cache");
    EXPECT_EQ(header(shown, "ETag"), "\"7-video.mp4\"");
    EXPECT_EQ(file_of(shown).size, 10u);

    const auto saved = get(vod("/video.mp4?download=1"));
    EXPECT_EQ(header(saved, "Content-Disposition"),
              "attachment; filename=\"night-over-hanoi.mp4\"; "
              "filename*=UTF-8''Night%20over%20Hanoi.mp4");
}

TEST_F(VideoRoutes, who_starts_too_often_waits_and_who_goes_on_does_not) {
    wait_ = 7s;
    EXPECT_EQ(get(vod("/master.m3u8")).status, 429u);
    EXPECT_EQ(get(vod("/video.mp4")).status, 429u);
    EXPECT_EQ(header(get(vod("/video.mp4"), {{"Range", "bytes=0-"}}), "Retry-After"), "7");
    EXPECT_EQ(gate_asked_, 3);

    EXPECT_EQ(get(vod("/video.mp4"), {{"Range", "bytes=5-"}}).status, 206u);
    EXPECT_EQ(get(vod("/7/source.m3u8")).status, 200u);
    EXPECT_EQ(get(vod("/7/source.mp4")).status, 200u);
    EXPECT_EQ(gate_asked_, 3);
}

TEST_F(VideoRoutes, a_player_that_loads_media_for_three_seconds_is_a_view) {
    get(from_master());
    cinema_.house.pass(2s);
    get(vod("/7/source.mp4"), {{"Range", "bytes=0-4"}});
    EXPECT_EQ(views(), 0u);

    cinema_.house.pass(2s);
    get(vod("/7/source.mp4"), {{"Range", "bytes=5-9"}});
    EXPECT_EQ(views(), 1u);
}

TEST_F(VideoRoutes, a_page_that_says_who_it_is_is_one_view_with_its_beacons) {
    get(from_master("?v=browser-1"));
    cinema_.house.pass(4s);
    get(vod("/7/source.mp4"));
    const playback::Visitor page{.client_id = "browser-1", .peer_ip = "192.0.2.1"};
    EXPECT_TRUE(run(routes_.seen(cinema_.id, page, 10s)));

    const auto changes = cinema_.house.viewings.take_changes();
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].watched, 4s);
    EXPECT_EQ(changes[0].who.subject, channels::Subject(cinema_.id));
    EXPECT_EQ(changes[0].who.channel, cinema_.house.channel);
}

TEST_F(VideoRoutes,
       nobody_is_counted_by_a_name_that_was_not_given_out_nor_by_a_look_or_a_download) {
    for (int i = 0; i < 2; ++i) {
        get(vod("/7/source.m3u8?s=0123456789abcdef0123456789abcdef"));
        get(vod("/7/source.m3u8"));
        get(vod("/7/source.mp4"));
        get(vod("/video.mp4?download=1"));
        ask(router_, http::Method::head, vod("/video.mp4"));
        cinema_.house.pass(4s);
    }

    EXPECT_EQ(cinema_.house.viewings.count(), 0u);
}

TEST_F(VideoRoutes, a_beacon_of_who_may_not_watch_is_refused) {
    cinema_.row().visibility = Visibility::private_;

    EXPECT_FALSE(run(routes_.seen(cinema_.id, {}, 10s)));
    EXPECT_TRUE(run(routes_.seen(cinema_.id, {.token = cinema_.token(Ground::link)}, 10s)));
}

TEST_F(VideoRoutes, with_a_cdn_playlists_are_ours_and_media_are_not) {
    auto with_cdn = config();
    with_cdn.cdn.base_url = "https://cdn.example";
    Routes routes(with_cdn, parts());
    http::Router router;
    routes.mount(router);

    const auto playlist = ask(router, http::Method::get, vod("/7/source.m3u8"));
    EXPECT_NE(text_of(playlist).find("\nhttps://cdn.example/media/" + to_string(cinema_.id) +
                                     "/7/source.mp4\n"),
              std::string::npos);
    EXPECT_EQ(header(playlist, "Cache-Control"), "no-store");
    EXPECT_EQ(header(playlist, "ETag"), "none");
    EXPECT_TRUE(text_of(ask(router, http::Method::get, vod("/master.m3u8")))
                    .contains("\n7/source.m3u8?s="));
}

TEST_F(VideoRoutes, what_is_of_a_video_that_is_gone_is_closed) {
    const std::weak_ptr<const net::File> file = file_of(get(vod("/7/source.mp4"))).file;
    EXPECT_FALSE(file.expired());
    cinema_.videos.rows.clear();
    cinema_.events.publish(VideoRemoved{.video = cinema_.id, .at = cinema_.house.wall});

    EXPECT_TRUE(file.expired());
    EXPECT_EQ(get(vod("/7/source.mp4")).status, 404u);
}

}  // namespace
}  // namespace freshet::vod
