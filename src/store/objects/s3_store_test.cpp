#include "store/objects/s3_store.hpp"

#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/objects/test_gateway.hpp"
#include "store/objects/test_proxy.hpp"

namespace freshet::objects {
namespace {

using namespace std::chrono_literals;
using test::Fault;
using ::testing::HasSubstr;

constexpr std::size_t mib = std::size_t{1024} * 1024;

S3Client::Config impatient() {
    return {.tries_max = 4,
            .backoff = {.first = 1ms, .max = 5ms},
            .connect_time_max = 1s,
            .probe_time_max = 300ms,
            .time_max = 2s,
            .stall_max = 2s};
}

Key key(std::string_view text) { return Key::parse(text).value(); }

Bytes pattern(std::size_t count, unsigned seed = 1) {
    Bytes bytes(count);
    for (auto& byte : bytes)
        byte = static_cast<std::byte>((seed = seed * 1103515245 + 12345) >> 16);
    return bytes;
}

template <class T>
T run(asio::awaitable<T> task) {
    asio::io_context context;
    auto outcome = asio::co_spawn(context, std::move(task), asio::use_future);
    context.run();
    return outcome.get();
}

/// What it fails with. Nothing: it does not.
template <class T>
ErrorCode failure_of(asio::awaitable<T> task) {
    try {
        (void)run(std::move(task));
    } catch (const boost::system::system_error& error) {
        return error.code();
    }
    return {};
}

/// A bucket behind a network that does what the test tells it.
class S3StoreTest : public testing::Test {
protected:
    static test::ObjectGateway& gateway() { return test::ObjectGateway::of_this_process(); }

    [[nodiscard]] S3Account through_proxy() const {
        auto account = account_;
        account.endpoint = proxy_.url();
        return account;
    }

    void put(std::string_view name, Bytes bytes) {
        run(store_.put(key(name), std::make_shared<const Bytes>(std::move(bytes))));
    }

    Bytes contents(std::string_view name) {
        const auto object = run(store_.open(key(name)));
        if (!object) return {};
        const auto slice = run(object->read(0, object->size()));
        return {slice.bytes().begin(), slice.bytes().end()};
    }

    std::unique_ptr<Draft> draft(std::string_view name, std::uint64_t acknowledged = 0) {
        return run(store_.open_draft(key(name), acknowledged)).value();
    }

    /// Everything that a store does, with objects large enough to be sent in parts.
    void do_everything() {
        const auto bytes = pattern(12 * mib);
        auto growing = draft("uploads/a");
        ASSERT_TRUE(run(growing->append(ByteSpan(bytes).first(9 * mib))));
        ASSERT_EQ(run(growing->sync()), 9 * mib);
        growing = draft("uploads/a", 9 * mib);
        ASSERT_TRUE(run(growing->append(ByteSpan(bytes).subspan(9 * mib))));
        ASSERT_TRUE(run(growing->finish()));
        EXPECT_TRUE(contents("uploads/a") == bytes);

        const auto file =
            std::filesystem::temp_directory_path() / ("freshet-s3-" + std::to_string(::getpid()));
        ASSERT_EQ(run(store_.fetch(key("uploads/a"), file)), true);
        ASSERT_TRUE(run(store_.put_file(key("media/a/1/video.mp4"), file)));
        EXPECT_TRUE(contents("media/a/1/video.mp4") == bytes);
        EXPECT_EQ(run(store_.list(key("media"), {}, 10)).size(), 1u);
        run(store_.remove_all(key("media")));
        EXPECT_TRUE(run(store_.list(key("media"), {}, 10)).empty());
        EXPECT_TRUE(run(store_.list_drafts({}, 10)).empty());
    }

    S3Account account_ = gateway().create_bucket();
    test::FaultyProxy proxy_{gateway().port()};
    net::BlockingPool pool_{{.threads = 2}};
    S3Store store_{through_proxy(), impatient(), pool_};
};

TEST_F(S3StoreTest, does_everything_where_each_first_try_fails) {
    for (const auto& fault :
         {Fault{Fault::Kind::answered, test::error_answer("503 Slow Down", "SlowDown")},
          Fault{Fault::Kind::answered, test::error_answer("400 Bad Request", "RequestTimeout")},
          Fault{Fault::Kind::answered, test::http_answer("502 Bad Gateway", "<html>nginx")},
          Fault{Fault::Kind::cut_request}, Fault{Fault::Kind::cut_answer},
          Fault{Fault::Kind::lost_answer}}) {
        SCOPED_TRACE(static_cast<int>(fault.kind));
        proxy_.set_judge(test::FirstTry(fault));
        do_everything();
    }
}

TEST_F(S3StoreTest, what_fails_again_and_again_is_an_outage) {
    proxy_.set_judge([](const auto&) {
        return Fault{Fault::Kind::answered, test::error_answer("503 Slow Down", "SlowDown")};
    });

    EXPECT_EQ(failure_of(store_.open(key("a"))), Outage::unavailable);
    EXPECT_EQ(proxy_.requests, impatient().tries_max);
    EXPECT_FALSE(run(store_.answers()));
}

TEST_F(S3StoreTest, a_server_that_says_nothing_is_not_waited_for_long) {
    put("a", pattern(100'000));
    const auto object = run(store_.open(key("a")));
    proxy_.set_judge([](const auto&) { return Fault{Fault::Kind::stalled}; });
    S3Store store(through_proxy(), {.tries_max = 1, .time_max = 300ms, .stall_max = 1s}, pool_);
    const auto begun = mono_now();

    EXPECT_EQ(failure_of(store.open(key("a"))), Outage::timed_out);
    EXPECT_EQ(failure_of(store.put(key("b"), std::make_shared<const Bytes>(pattern(100'000)))),
              Outage::timed_out);
    EXPECT_FALSE(run(store.answers()));
    EXPECT_LT(mono_now() - begun, 15s);
}

TEST_F(S3StoreTest, a_server_that_was_away_is_used_again) {
    put("a", pattern(100));
    gateway().order("kill");
    EXPECT_EQ(failure_of(store_.open(key("a"))), Outage::unavailable);
    EXPECT_FALSE(run(store_.answers()));

    gateway().order("start");
    EXPECT_EQ(contents("a"), pattern(100));
}

TEST_F(S3StoreTest, a_draft_goes_on_when_the_server_was_away) {
    const auto bytes = pattern(20 * mib);
    auto growing = draft("uploads/a");
    ASSERT_TRUE(run(growing->append(ByteSpan(bytes).first(9 * mib))));
    ASSERT_EQ(run(growing->sync()), 9 * mib);
    proxy_.set_judge([](const auto&) { return Fault{Fault::Kind::cut_request}; });
    EXPECT_EQ(failure_of(growing->append(ByteSpan(bytes).subspan(9 * mib))), Outage::unavailable);

    proxy_.set_judge({});
    growing = draft("uploads/a", 9 * mib);
    ASSERT_TRUE(run(growing->append(ByteSpan(bytes).subspan(9 * mib))));
    ASSERT_TRUE(run(growing->finish()));
    EXPECT_TRUE(contents("uploads/a") == bytes);
}

TEST_F(S3StoreTest, whoever_may_not_is_refused_and_nothing_seems_to_be_gone) {
    put("a", pattern(100));
    auto wrong = account_;
    wrong.secret_key = SecretText("another+secret");
    auto nowhere = account_;
    nowhere.bucket = "nowhere";
    for (const auto& account : {wrong, nowhere}) {
        S3Store store(account, impatient(), pool_);
        EXPECT_EQ(failure_of(store.open(key("a"))), Outage::unavailable);
        EXPECT_EQ(failure_of(store.list(key("a"), {}, 1)), Outage::unavailable);
        EXPECT_EQ(failure_of(store.fetch(key("a"), "/nonexistent")), Outage::unavailable);
        EXPECT_FALSE(run(store.answers()));
    }
}

TEST_F(S3StoreTest, what_no_bucket_says_is_no_news_of_objects) {
    for (const auto& answer :
         {test::http_answer("404 Not Found", "<html>no such page"),
          test::http_answer("301 Moved", "", "Location: http://127.0.0.1/\r\n"),
          test::http_answer("206 Partial Content", "x", "Content-Range: bytes 0-0/9\r\n"),
          test::http_answer("206 Partial Content", std::string(100'000, 'x'), "ETag: \"a\"\r\n")}) {
        proxy_.set_judge([answer](const auto& line) {
            const bool is_list = line.contains("list-type");
            return Fault{Fault::Kind::answered,
                         is_list ? test::http_answer("200 OK", "<a><b></a>") : answer};
        });
        EXPECT_EQ(failure_of(store_.list(key("a"), {}, 1)), Outage::unavailable) << answer;
        EXPECT_EQ(failure_of(store_.open(key("a"))), Outage::unavailable) << answer;
    }
}

TEST_F(S3StoreTest, a_clock_that_is_wrong_is_told) {
    proxy_.set_judge([](const auto&) {
        return Fault{Fault::Kind::answered,
                     test::http_answer("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>",
                                       "Date: Fri, 24 May 2013 00:00:00 GMT\r\n")};
    });

    testing::internal::CaptureStderr();
    const auto failure = failure_of(store_.open(key("a")));
    const auto told = testing::internal::GetCapturedStderr();

    EXPECT_EQ(failure, Outage::unavailable);
    EXPECT_THAT(told, HasSubstr("status=403 code=\"AccessDenied\""));
    EXPECT_THAT(told, HasSubstr("s before that of the bucket"));
}

TEST_F(S3StoreTest, neither_keys_nor_signatures_come_into_the_log) {
    testing::internal::CaptureStderr();
    auto wrong = account_;
    wrong.secret_key = SecretText("another+secret");
    S3Store store(wrong, impatient(), pool_);
    (void)failure_of(store.open(key("a")));
    const auto told = testing::internal::GetCapturedStderr();

    EXPECT_THAT(told, HasSubstr("SignatureDoesNotMatch"));
    EXPECT_FALSE(told.contains("another")) << told;
    EXPECT_FALSE(told.contains("X-Amz")) << told;
}

TEST_F(S3StoreTest, a_bucket_without_room_is_told_apart) {
    auto growing = draft("uploads/a");
    ASSERT_TRUE(run(growing->append(pattern(1000))));
    ASSERT_EQ(run(growing->sync()), 1000u);
    proxy_.set_judge([](const auto& line) {
        if (!line.starts_with("PUT") && !line.starts_with("POST")) return Fault{};
        return Fault{Fault::Kind::answered, test::error_answer("403 Forbidden", "QuotaExceeded")};
    });

    EXPECT_EQ(run(growing->append(pattern(9 * mib))).error(), Errc::storage_full);
    EXPECT_EQ(run(growing->sync()).error(), Errc::storage_full);
    EXPECT_EQ(failure_of(store_.put(key("b"), std::make_shared<const Bytes>(pattern(10)))),
              Outage::unavailable);

    proxy_.set_judge({});
    growing = draft("uploads/a", 1000);
    ASSERT_TRUE(run(growing->finish()));
    EXPECT_EQ(contents("uploads/a"), pattern(1000));
}

TEST_F(S3StoreTest, a_draft_whose_parts_were_taken_away_is_lost) {
    auto growing = draft("uploads/a");
    ASSERT_TRUE(run(growing->append(pattern(9 * mib))));
    ASSERT_TRUE(run(growing->sync()));
    proxy_.set_judge([](const auto& line) {
        const bool is_record = line.contains(".drafts");
        return line.starts_with("DELETE") && is_record
                   ? Fault{Fault::Kind::answered, test::http_answer("204 No Content", "")}
                   : Fault{};
    });
    run(store_.discard_draft(key("uploads/a")));  // Its records stay.

    EXPECT_EQ(run(store_.open_draft(key("uploads/a"), 9 * mib)).error(), Errc::draft_lost);
    EXPECT_EQ(run(growing->append(pattern(8 * mib))).error(), Errc::draft_lost);
    EXPECT_EQ(run(growing->finish()).error(), Errc::draft_lost);
}

TEST_F(S3StoreTest, two_writers_of_one_draft_make_no_object_that_mixes_them) {
    auto first = draft("uploads/a");
    ASSERT_TRUE(run(first->append(pattern(8 * mib))));
    ASSERT_TRUE(run(first->sync()));
    auto second = draft("uploads/a", 8 * mib);
    const auto rest = pattern(8 * mib, 2);
    ASSERT_TRUE(run(first->append(pattern(8 * mib, 3))));
    ASSERT_TRUE(run(second->append(rest)));

    EXPECT_EQ(run(first->finish()).error(), Errc::draft_lost);
    ASSERT_TRUE(run(second->finish()));
    auto expected = pattern(8 * mib);
    append(expected, rest);
    EXPECT_TRUE(contents("uploads/a") == expected);
}

TEST_F(S3StoreTest, an_upload_that_nobody_goes_on_with_is_listed_after_a_day) {
    proxy_.set_judge([](const auto& line) {
        if (!line.contains("uploads=")) return Fault{};
        const auto upload = [](std::string_view name, WallTime begun_at) {
            return fmt::format(
                "<Upload><Key>{}</Key><UploadId>u</UploadId><Initiated>{}"
                "</Initiated></Upload>",
                name, to_rfc3339(begun_at));
        };
        return Fault{Fault::Kind::answered,
                     test::http_answer("200 OK", "<ListMultipartUploadsResult>" +
                                                     upload("media/a/1/x.mp4", wall_now() - 25h) +
                                                     upload("media/b/1/x.mp4", wall_now() - 23h) +
                                                     "</ListMultipartUploadsResult>")};
    });

    const auto listed = run(store_.list_drafts({}, 10));

    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].key.text(), "media/a/1/x.mp4");
}

TEST_F(S3StoreTest, what_was_presigned_can_be_loaded_by_anybody) {
    put("media/a/1/video.mp4", pattern(100));
    S3Store store(account_, impatient(), pool_);
    const auto url = store.presigned(key("media/a/1/video.mp4"), 60s).value();
    net::HttpClient anybody({});

    const auto answer = run(anybody.send({.url = url}));
    const auto without = run(anybody.send({.url = url.substr(0, url.find('?'))}));

    ASSERT_TRUE(answer && without);
    EXPECT_EQ(answer->status, 200u);
    EXPECT_EQ(to_bytes(answer->body), pattern(100));
    EXPECT_EQ(without->status, 403u);
    const auto type = std::pair<std::string, std::string>("content-type", "video/mp4");
    EXPECT_THAT(answer->headers, ::testing::Contains(type));
}

TEST_F(S3StoreTest, probes_do_not_ask_the_bucket_each_time) {
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(run(store_.answers()));

    EXPECT_EQ(proxy_.requests, 1);
}

}  // namespace
}  // namespace freshet::objects
