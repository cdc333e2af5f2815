#include "serve/metrics/metrics.hpp"

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::metrics {

namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

http::Finished finished(std::string_view route, unsigned status,
                        std::chrono::nanoseconds duration) {
    return {.route = route,
            .method = http::Method::get,
            .status = status,
            .duration = duration,
            .bytes = 10};
}

http::Response get(const Metrics& metrics, std::string peer_ip) {
    http::Router router;
    metrics.mount(router);
    const auto found = router.find(http::Method::get, "/metrics");
    http::Request request;
    request.peer_ip = std::move(peer_ip);
    boost::asio::io_context context;
    auto answer = boost::asio::co_spawn(context, found.route->handler(std::move(request)),
                                        boost::asio::use_future);
    context.run();
    return answer.get();
}

TEST(Metrics, count_requests_and_their_durations_by_route_method_and_status) {
    Metrics metrics({});

    metrics.request_finished(finished("/api/streams/:id", 200, 3ms));
    metrics.request_finished(finished("/api/streams/:id", 200, 2s));
    metrics.request_finished(finished("/api/streams/:id", 404, 1ms));

    const auto text = metrics.text();
    const std::string ok = R"({route="/api/streams/:id",method="GET",status="200")";
    const std::string name = "freshet_http_request_duration_seconds";
    EXPECT_THAT(text, HasSubstr(name + "_count" + ok + "} 2"));
    EXPECT_THAT(text, HasSubstr(name + "_sum" + ok + "} 2.003"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket" + ok + R"(,le="0.0025"} 0)"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket" + ok + R"(,le="0.005"} 1)"));
    EXPECT_THAT(text, HasSubstr(name + "_bucket" + ok + R"(,le="+Inf"} 2)"));
    EXPECT_THAT(text, HasSubstr("freshet_http_sent_bytes_total" + ok + "} 20"));
    EXPECT_THAT(text, HasSubstr(R"(status="404"} 1)"));
}

TEST(Metrics, keep_the_name_of_a_route_when_the_caller_s_is_gone) {
    Metrics metrics({});
    {
        const std::string passing = "/a/route/that/is/longer/than/a/short/string";
        metrics.request_finished(finished(passing, 200, 1ms));
    }

    metrics.request_finished(finished("/a/route/that/is/longer/than/a/short/string", 200, 1ms));

    EXPECT_THAT(
        metrics.text(),
        HasSubstr(
            R"(route="/a/route/that/is/longer/than/a/short/string",method="GET",status="200"} 2)"));
}

TEST(Metrics, count_every_request_when_threads_finish_them_at_once) {
    Metrics metrics({});
    const auto work = [&] {
        for (int i = 0; i < 1000; ++i)
            metrics.request_finished(finished(i % 2 == 0 ? "/a" : "/b", 200, 1ms));
    };

    std::thread other(work);
    work();
    other.join();

    EXPECT_THAT(metrics.text(), HasSubstr(R"(_count{route="/a",method="GET",status="200"} 1000)"));
    EXPECT_THAT(metrics.text(), HasSubstr(R"(_count{route="/b",method="GET",status="200"} 1000)"));
}

TEST(Metrics, ask_their_sources_at_each_scrape) {
    Metrics metrics({});
    double there = 1;
    metrics.watch(viewers([&] { return std::vector<Sample>{{"flv", there}, {"hls", 7}}; }));
    metrics.watch(viewers_let_go([] { return std::vector<Sample>{{"", 3}}; }));
    const auto before = metrics.text();

    there = 2;
    const auto after = metrics.text();

    EXPECT_THAT(before, HasSubstr("# TYPE freshet_viewers gauge"));
    EXPECT_THAT(before, HasSubstr(R"(freshet_viewers{protocol="flv"} 1)"));
    EXPECT_THAT(after, HasSubstr(R"(freshet_viewers{protocol="flv"} 2)"));
    EXPECT_THAT(after, HasSubstr(R"(freshet_viewers{protocol="hls"} 7)"));
    EXPECT_THAT(after, HasSubstr("# TYPE freshet_viewers_let_go_total counter"));
    EXPECT_THAT(after, HasSubstr("freshet_viewers_let_go_total 3"));
}

TEST(Metrics, give_each_source_a_name_of_its_own) {
    const std::vector<Source> all{publications({}),   streams_on_air({}), viewers({}),
                                  sent_bytes({}),     received_bytes({}), viewer_jumps({}),
                                  viewers_let_go({}), loop_delay({}),     connections({})};

    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].kind == Kind::counter, all[i].name.ends_with("_total")) << all[i].name;
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(all[i].name, all[j].name);
    }
}

TEST(Metrics, are_open_to_all_unless_addresses_are_named) {
    const Metrics metrics({});

    const auto response = get(metrics, "203.0.113.9");

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.headers.get("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
}

TEST(Metrics, are_refused_to_addresses_that_are_not_named) {
    Metrics::Config config;
    ASSERT_TRUE(config.allowed.add("10.0.0.0/8"));
    const Metrics metrics(std::move(config));

    EXPECT_EQ(get(metrics, "10.1.2.3").status, 200u);
    EXPECT_EQ(get(metrics, "203.0.113.9").status, 403u);
}

}  // namespace

}  // namespace freshet::metrics
