#include "serve/flv/routes.hpp"

#include <charconv>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/fanout/testing/loopback.hpp"
#include "serve/fanout/testing/stage.hpp"
#include "serve/http/server.hpp"
#include "serve/playback/testing/house.hpp"
#include "wire/flv/file_reader.hpp"

namespace freshet::flv {
namespace {

using namespace std::chrono_literals;
using fanout::testing::make_frame;
using fanout::testing::Peer;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// "ada" is on air with a keyframe, behind a real port.
class FlvRoutes : public ::testing::Test {
protected:
    FlvRoutes() {
        routes_.mount(router_);
        server_.start();
        stage_.publish();
        house_.set(stage_.broadcast.id, channels::Visibility::public_);
        stage_.announce(video_);
        stage_.push(make_frame({.track = video_, .at = 0ms}));
    }

    Peer ask(std::string_view head) {
        auto peer = Peer::of_port(server_.port());
        peer.say(head);
        return peer;
    }

    /// The whole answer to a request that ends there.
    std::string answer_to(std::string_view first_line,
                          std::string_view fields = "Connection: close\r\n") {
        return ask(std::string(first_line) + "\r\nHost: a\r\n" + std::string(fields) + "\r\n")
            .read_to_the_end();
    }

    /// The first `count` tags of an FLV file whose pieces `next` gives.
    static std::vector<Tag> read_tags(std::size_t count, const std::function<std::string()>& next) {
        FileReader reader({});
        std::vector<Tag> tags;
        while (tags.size() < count) {
            const auto piece = next();
            EXPECT_FALSE(piece.empty()) << "the answer ends too early";
            if (piece.empty()) break;
            reader.feed(as_bytes(piece));
            while (true) {
                auto tag = reader.next();
                EXPECT_TRUE(tag);
                if (!tag || !*tag) break;
                tags.push_back(std::move(**tag));
            }
        }
        return tags;
    }

    /// RFC 9112, 7.1: one chunk's data; empty for the last chunk.
    static std::string read_chunk(Peer& peer) {
        const auto line = peer.read_until("\r\n");
        std::size_t size = 0;
        (void)std::from_chars(line.data(), line.data() + line.size(), size, 16);
        auto data = peer.read(size + 2);
        EXPECT_TRUE(data.ends_with("\r\n"));
        data.resize(size);
        return data;
    }

    static void expect_preface_and_keyframe(const std::vector<Tag>& tags) {
        ASSERT_EQ(tags.size(), 3u);
        EXPECT_EQ(tags[0].type, 18);
        EXPECT_EQ(tags[1].type, 9);
        EXPECT_TRUE(as_text(tags[2].body.bytes()).ends_with("xxxxxxxxxx"));
    }

    std::optional<std::chrono::seconds> wait_before_start_;
    fanout::testing::Stage stage_{
        2, {.gate = [this](std::string_view) { return wait_before_start_; }}};
    media::TrackPtr video_ = fanout::testing::picture();
    http::Router router_;
    playback::testing::House house_;
    Routes routes_{stage_.hub, house_.entrance, stage_.delivery};
    http::Server server_{router_, {.address = "127.0.0.1"}, {}, stage_.threads};
};

TEST_F(FlvRoutes, a_stream_comes_in_chunks_from_the_newest_keyframe_to_its_end) {
    auto viewer = ask("GET /live/ada.flv HTTP/1.1\r\nHost: a\r\n\r\n");

    const auto head = viewer.read_until("\r\n\r\n");
    EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(head, HasSubstr("Content-Type: video/x-flv\r\n"));
    EXPECT_THAT(head, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(head, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
    expect_preface_and_keyframe(read_tags(3, [&] { return read_chunk(viewer); }));

    stage_.unpublish();
    EXPECT_EQ(viewer.read_to_the_end(), "0\r\n\r\n");
}

TEST_F(FlvRoutes, http_1_0_gets_no_chunks) {
    auto viewer = ask("GET /live/ada.flv HTTP/1.0\r\n\r\n");

    const auto head = viewer.read_until("\r\n\r\n");
    EXPECT_THAT(head, StartsWith("HTTP/1.0 200 OK\r\n"));
    EXPECT_THAT(head, Not(HasSubstr("Transfer-Encoding")));
    expect_preface_and_keyframe(read_tags(3, [&] { return viewer.read(1); }));

    stage_.unpublish();
    EXPECT_EQ(viewer.read_to_the_end(), "");
}

TEST_F(FlvRoutes, a_stream_is_found_by_handle_in_either_case_by_id_and_under_the_proxy_path) {
    const auto by_id = "/live/" + to_string(stage_.broadcast.id) + ".flv";
    for (const auto& path :
         {std::string("/live/Ada.flv"), by_id, std::string("/api/stream-proxy/live/ada.flv")}) {
        auto viewer = ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_THAT(viewer.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 OK\r\n")) << path;
    }
}

TEST_F(FlvRoutes, a_stream_that_is_not_on_air_is_404_for_every_page) {
    const auto answer = answer_to("GET /live/bob.flv HTTP/1.1");

    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(answer, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
    EXPECT_THAT(answer, HasSubstr(R"("code":"not_found")"));
}

TEST_F(FlvRoutes, head_says_what_it_is_and_starts_nothing) {
    for (const auto* fields :
         {"Connection: close\r\n", "Connection: close, Upgrade\r\nUpgrade: websocket\r\n"}) {
        const auto answer = answer_to("HEAD /live/ada.flv HTTP/1.1", fields);

        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n")) << fields;
        EXPECT_THAT(answer, HasSubstr("Content-Type: video/x-flv\r\n"));
        EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
    }
    EXPECT_EQ(stage_.hub.find("ada")->viewers(), 0u);
}

TEST_F(FlvRoutes, who_starts_too_often_is_told_when_to_come_back) {
    wait_before_start_ = 7s;

    const auto answer = answer_to("GET /live/ada.flv HTTP/1.1");

    EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 "));
    EXPECT_THAT(answer, HasSubstr("Retry-After: 7\r\n"));
    EXPECT_THAT(answer, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
}

TEST_F(FlvRoutes, an_upgrade_to_what_we_do_not_speak_is_passed_over) {
    for (const auto* request :
         {"GET /live/ada.flv HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
          "GET /live/ada.flv HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"}) {
        auto viewer = ask(request);
        EXPECT_THAT(viewer.read_until("\r\n\r\n"), HasSubstr(" 200 OK\r\n")) << request;
    }
}

// RFC 6455, 1.3 and 4.1.
constexpr std::string_view handshake =
    "Upgrade: websocket\r\nConnection: close, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// The payload of the next frame from the server, small or large.
std::string read_message(Peer& peer, char first_byte) {
    const auto head = peer.read(2);
    EXPECT_EQ(head[0], first_byte);
    auto size = static_cast<std::size_t>(static_cast<unsigned char>(head[1]));
    if (size == 126) {
        const auto more = peer.read(2);
        size = static_cast<unsigned char>(more[0]) * 256u + static_cast<unsigned char>(more[1]);
    }
    return peer.read(size);
}

/// RFC 6455, 5.2: a frame from a client, masked with a mask that changes nothing.
std::string masked(char first_byte, std::string_view payload) {
    return std::string({first_byte, static_cast<char>(0x80 | payload.size()), 0, 0, 0, 0}) +
           std::string(payload);
}

class WebSocketFlv : public FlvRoutes {
protected:
    Peer join() {
        auto viewer =
            ask("GET /live/ada.flv HTTP/1.1\r\nHost: a\r\n" + std::string(handshake) + "\r\n");
        EXPECT_THAT(viewer.read_until("\r\n\r\n"),
                    HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        expect_preface_and_keyframe(read_tags(3, [&] { return read_message(viewer, '\x82'); }));
        return viewer;
    }
};

TEST_F(WebSocketFlv, a_stream_comes_in_binary_messages_and_ends_with_a_close) {
    auto viewer = join();

    stage_.unpublish();

    EXPECT_THAT(read_message(viewer, '\x88'), HasSubstr("the stream has ended"));
    EXPECT_EQ(viewer.read_to_the_end(), "");
}

TEST_F(WebSocketFlv, a_ping_is_answered_with_its_pong) {
    auto viewer = join();

    viewer.say(masked('\x89', "are you there"));

    EXPECT_EQ(read_message(viewer, '\x8a'), "are you there");
}

TEST_F(WebSocketFlv, a_goodbye_is_returned) {
    auto viewer = join();

    viewer.say(masked('\x88', std::string_view("\x03\xe8", 2)));

    EXPECT_EQ(read_message(viewer, '\x88'), std::string_view("\x03\xe8", 2));
    EXPECT_EQ(viewer.read_to_the_end(), "");
}

TEST_F(WebSocketFlv, who_breaks_the_protocol_hears_why_and_is_let_go) {
    auto viewer = join();

    viewer.say(std::string_view("\x89\x00", 2));  // Not masked: RFC 6455, 5.1.

    EXPECT_EQ(read_message(viewer, '\x88'), std::string_view("\x03\xea", 2));
    EXPECT_EQ(viewer.read_to_the_end(), "");
}

TEST_F(WebSocketFlv, a_handshake_without_a_key_is_400) {
    const auto answer = answer_to("GET /live/ada.flv HTTP/1.1",
                                  handshake.substr(0, handshake.find("Sec-WebSocket-Key")));

    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(answer, HasSubstr(R"("code":"bad_upgrade")"));
}

TEST_F(WebSocketFlv, a_handshake_of_another_version_is_426_and_says_which) {
    auto fields = std::string(handshake);
    fields.replace(fields.find("13"), 2, "12");

    const auto answer = answer_to("GET /live/ada.flv HTTP/1.1", fields);

    EXPECT_THAT(answer, StartsWith("HTTP/1.1 426 "));
    EXPECT_THAT(answer, HasSubstr("Sec-WebSocket-Version: 13\r\n"));
}

TEST_F(FlvRoutes, what_is_not_public_needs_a_token) {
    using enum channels::Visibility;
    const auto token = house_.token(stage_.broadcast.id, channels::Ground::owner);
    const auto with_token = "GET /live/ada.flv?token=" + token + " HTTP/1.1";
    house_.set(stage_.broadcast.id, unlisted);

    const auto answer = answer_to("GET /live/ada.flv HTTP/1.1");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 403 "));
    EXPECT_THAT(answer, HasSubstr("application/problem+json"));
    EXPECT_THAT(answer, HasSubstr("playback_forbidden"));
    EXPECT_THAT(answer, HasSubstr("Access-Control-Allow-Origin: *"));
    EXPECT_THAT(answer_to("GET /live/ada.flv?token=x HTTP/1.1"), StartsWith("HTTP/1.1 403 "));
    house_.set(stage_.broadcast.id, private_);
    EXPECT_THAT(answer_to("GET /live/ada.flv HTTP/1.1"), StartsWith("HTTP/1.1 404 "));

    auto viewer = ask(with_token + "\r\nHost: a\r\n\r\n");
    EXPECT_THAT(viewer.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
    expect_preface_and_keyframe(read_tags(3, [&] { return read_chunk(viewer); }));
}

TEST_F(FlvRoutes, a_web_socket_without_a_right_is_refused_before_the_upgrade) {
    house_.set(stage_.broadcast.id, channels::Visibility::unlisted);

    auto viewer =
        ask("GET /live/ada.flv HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    EXPECT_THAT(viewer.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 403 "));
}

TEST_F(FlvRoutes, when_the_right_ends_so_does_the_answer_and_in_order) {
    auto viewer = ask("GET /live/ada.flv HTTP/1.1\r\nHost: a\r\n\r\n");
    viewer.read_until("\r\n\r\n");
    expect_preface_and_keyframe(read_tags(3, [&] { return read_chunk(viewer); }));

    house_.set(stage_.broadcast.id, channels::Visibility::private_);

    EXPECT_EQ(viewer.read_to_the_end(), "0\r\n\r\n");
}

}  // namespace
}  // namespace freshet::flv
