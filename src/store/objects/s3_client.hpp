#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/backoff.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/slice.hpp"
#include "net/http_client.hpp"
#include "store/objects/s3_signer.hpp"

namespace freshet::objects {

namespace asio = boost::asio;

/// One request to the bucket. All of those that we send may be sent again.
struct S3Call {
    std::string method = "GET";
    std::string name{};  // Of the object; empty: the bucket.
    S3Params params{};
    net::HttpHeaders headers{};
    Slice body{};
    std::size_t answer_bytes_max = std::size_t{64} * 1024;
    std::optional<std::chrono::milliseconds> time_max{};  // In place of the client's.

    bool is_large = false;  // Takes the time that the line needs, as long as something moves.
};

struct S3Answer {
    [[nodiscard]] bool is_good() const { return status >= 200 && status < 300; }

    /// The value of a header, whose name is in lower case; empty: it was not sent.
    [[nodiscard]] std::string_view header(std::string_view name) const;

    unsigned status = 0;
    net::HttpHeaders headers{};
    std::string body{};
    std::string code{};  // Of an error: "NoSuchKey".
};

/// Talks to one bucket (Amazon S3 REST API), and does not give up at the first failure: what did
/// not come through, or what the server could not do now, is sent again after a while. Anything
/// that it refuses for good is told to the operator. From any thread. Outlives every task that
/// sends by it, and goes before the io threads.
class S3Client {
public:
    struct Config {
        int tries_max = 4;
        Backoff::Config backoff{.first = std::chrono::milliseconds(200),
                                .max = std::chrono::seconds(3)};
        std::chrono::milliseconds connect_time_max = std::chrono::seconds(3);
        std::chrono::milliseconds probe_time_max = std::chrono::seconds(3);
        std::chrono::milliseconds time_max = std::chrono::seconds(20);  // Of what is small.
        std::chrono::seconds stall_max = std::chrono::seconds(20);
        std::size_t running_max = 64;
        std::size_t waiting_max = 1024;
    };

    S3Client(const S3Account& account, Config config);

    /// A good answer, or one of those on which callers branch: 404 for a thing that is not there,
    /// 412, 416, and "InvalidPart". Errc::storage_full, too_large. Throws an Outage for all else.
    asio::awaitable<Result<S3Answer>> send(S3Call call);

    /// Whether the bucket would serve us now. Asks once, says nothing to the operator, and throws
    /// nothing but a cancellation.
    asio::awaitable<bool> answers();

    [[nodiscard]] std::string presigned(std::string_view name, std::chrono::seconds life) const;

    [[nodiscard]] const Config& config() const { return config_; }

private:
    asio::awaitable<Result<S3Answer>> try_once(const S3Call& call);
    [[noreturn]] void give_up(const S3Call& call, const S3Answer& answer);
    [[noreturn]] void give_up(const S3Call& call, const ErrorCode& error);

    Config config_;
    S3Signer signer_;
    log::Every told_;  // When everything fails, one line in a while says it.
    net::HttpClient http_;
};

}  // namespace freshet::objects
