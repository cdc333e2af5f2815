#include "store/objects/s3_client.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "net/error.hpp"
#include "store/objects/error.hpp"
#include "wire/xml/element.hpp"

namespace freshet::objects {

using namespace std::chrono_literals;

namespace {

using Text = std::string_view;

// So long is a signature of ours good: what is large may have to wait for its turn.
constexpr std::chrono::seconds signature_life = 15min;

// So long may a request take that is large, if it does not stall.
constexpr std::chrono::milliseconds large_time_max = 14min;

// From here on a server refuses what is signed by the wrong time (AWS: "RequestTimeTooSkewed").
constexpr std::chrono::seconds clock_skew_max = 5min;

constexpr std::chrono::seconds told_every = 10s;

constexpr std::array<unsigned, 6> passing_statuses{408, 429, 500, 502, 503, 504};
constexpr std::array<Text, 4> passing_codes{"RequestTimeout", "SlowDown", "InternalError",
                                            "OperationAborted"};
constexpr std::array<Text, 2> missing_codes{"NoSuchKey", "NoSuchUpload"};
constexpr std::array<Text, 3> full_codes{"QuotaExceeded", "XMinioStorageFull",
                                         "XMinioAdminBucketQuotaExceeded"};

template <class List, class Value>
bool has(const List& list, const Value& value) {
    return std::ranges::find(list, value) != list.end();
}

bool is_full(const S3Answer& answer) {
    return answer.status == 507 || has(full_codes, Text(answer.code));
}

bool passes(const S3Answer& answer) {
    return has(passing_statuses, answer.status) || has(passing_codes, Text(answer.code));
}

bool passes(const ErrorCode& error) {
    return error == net::Errc::unreachable || error == net::Errc::timed_out;
}

/// What its caller branches on: all that the server says of the thing that was asked for. A page
/// that is not found where no bucket is says nothing of it.
bool is_told_to_caller(const S3Call& call, const S3Answer& answer) {
    if (answer.status == 404) return call.method == "HEAD" || has(missing_codes, Text(answer.code));
    return answer.is_good() || answer.status == 412 || answer.status == 416 ||
           answer.code == "InvalidPart";
}

std::string code_of(const std::string& body) {
    const auto root = xml::read_document(body, {});
    if (!root || root->name != "Error") return {};
    constexpr std::size_t code_max = 100;
    return std::string(root->text_of("Code").substr(0, code_max));
}

/// How far our clock is before that of the server (RFC 9110, 6.6.1).
std::chrono::seconds clock_skew(const S3Answer& answer) {
    std::tm date{};
    const std::string text(answer.header("date"));
    if (::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date) == nullptr) return {};
    const auto theirs = std::chrono::sys_seconds(std::chrono::seconds(::timegm(&date)));
    return std::chrono::floor<std::chrono::seconds>(wall_now()) - theirs;
}

asio::awaitable<void> wait(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

std::string_view S3Answer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &net::HttpHeaders::value_type::first);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

S3Client::S3Client(const S3Account& account, Config config)
    : config_(config),
      signer_(account),
      told_(told_every),
      http_({.connect_time_max = config.connect_time_max,
             .running_max = config.running_max,
             .waiting_max = config.waiting_max}) {}

asio::awaitable<Result<S3Answer>> S3Client::send(S3Call call) {
    Backoff backoff(config_.backoff);
    for (int tries = 1;; ++tries) {
        const bool is_last = tries >= config_.tries_max;
        auto answer = co_await try_once(call);
        if (!answer) {
            if (is_last || !passes(answer.error())) give_up(call, answer.error());
        } else {
            if (is_told_to_caller(call, *answer)) co_return answer;
            if (is_full(*answer)) co_return fail(Errc::storage_full);
            if (answer->code == "EntityTooLarge") co_return fail(Errc::too_large);
            if (is_last || !passes(*answer)) give_up(call, *answer);
        }
        co_await wait(backoff.next());
    }
}

asio::awaitable<Result<S3Answer>> S3Client::try_once(const S3Call& call) {
    net::HttpCall request{
        .method = call.method,
        .url = signer_.url(call.method, call.name, call.params, wall_now(), signature_life),
        .headers = call.headers,
        .payload = call.body,
        .time_max = call.is_large ? large_time_max : call.time_max.value_or(config_.time_max),
        .body_bytes_max = call.answer_bytes_max};
    if (call.is_large) request.stall_max = config_.stall_max;
    auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    S3Answer told{.status = answer->status,
                  .headers = std::move(answer->headers),
                  .body = std::move(answer->body)};
    if (!told.is_good()) told.code = code_of(told.body);
    co_return told;
}

asio::awaitable<bool> S3Client::answers() {
    const S3Call call{.method = "HEAD", .time_max = config_.probe_time_max};
    const auto answer = co_await try_once(call);
    co_return answer && answer->is_good();
}

void S3Client::give_up(const S3Call& call, const S3Answer& answer) {
    const auto skew = clock_skew(answer);
    const bool is_of_clock = answer.status == 403 && std::chrono::abs(skew) > clock_skew_max;
    if (told_.count()) {
        log::error("objects", "the bucket refuses us method={} object=\"{}\" status={} code=\"{}\"",
                   call.method, call.name, answer.status, answer.code);
        if (is_of_clock) {
            log::error("objects",
                       "the clock of this machine is {} s {} that of the bucket, which believes no "
                       "signature of another time: set it right",
                       std::chrono::abs(skew).count(), skew > 0s ? "before" : "behind");
        }
    }
    throw boost::system::system_error(Outage::unavailable, "objects: the bucket refuses us");
}

void S3Client::give_up(const S3Call& call, const ErrorCode& error) {
    if (told_.count()) {
        log::error("objects", "the bucket does not answer method={} object=\"{}\" error=\"{}\"",
                   call.method, call.name, error.message());
    }
    throw boost::system::system_error(
        error == net::Errc::timed_out ? Outage::timed_out : Outage::unavailable,
        "objects: the bucket does not answer");
}

std::string S3Client::presigned(std::string_view name, std::chrono::seconds life) const {
    return signer_.url("GET", name, {}, wall_now(), life);
}

}  // namespace freshet::objects
