#include "net/http_client.hpp"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string_view>
#include <thread>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/check.hpp"
#include "base/clock.hpp"
#include "net/curl.hpp"
#include "net/error.hpp"

namespace freshet::net {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

// How often the thread looks for calls that have waited too long for their turn.
constexpr milliseconds round_time{500};

// A second that moves less is one of a call that stalls.
constexpr long stall_bytes = 1024;

// What a server says that it will send is believed up to here, when room is made for it.
constexpr std::size_t expected_bytes_max = std::size_t{16} * 1024 * 1024;

struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Multi = std::unique_ptr<CURLM, FreeMulti>;

ErrorCode error_of(CURLcode code) {
    switch (code) {
        case CURLE_OK: return {};
        case CURLE_OPERATION_TIMEDOUT: return Errc::timed_out;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_PEER_FAILED_VERIFICATION: return Errc::tls;
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_LOGIN_DENIED:
        case CURLE_URL_MALFORMAT: return Errc::bad_url;
        default: return Errc::unreachable;
    }
}

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

/// Whether it can go out as it is: no text of it ends a line that it stands in.
bool can_be_sent(const HttpCall& call) {
    return is_one_line(call.method) && is_one_line(call.url) &&
           std::ranges::all_of(call.headers, [](const auto& header) {
               return is_one_line(header.first) && is_one_line(header.second);
           });
}

/// The headers of a call, without those that curl would add of its own accord.
CurlList headers_of(const HttpCall& call) {
    CurlList list;
    const auto append = [&list](const std::string& line) {
        list.reset(curl_slist_append(list.release(), line.c_str()));
    };
    append("Expect:");
    append("Content-Type:");
    append("Accept:");
    for (const auto& [name, value] : call.headers) append(name + ": " + value);
    return list;
}

/// Never null: curl would read it from its standard input.
std::string_view body_of(const HttpCall& call) {
    if (call.body.empty() && !call.payload.empty()) return as_text(call.payload.bytes());
    return call.body;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

/// One call under way. Its caller waits until `done` was called; the engine's thread alone touches
/// it in between, but for `cancelled`.
struct HttpClient::Transfer {
    explicit Transfer(HttpCall asked) : call(std::move(asked)) {}

    Result<HttpAnswer> outcome() &&;

    /// How long the body is to be, if that was said and is no exaggeration.
    [[nodiscard]] std::size_t expected_bytes(std::size_t bytes_max) const;

    HttpCall call;
    HttpAnswer answer{};
    ErrorCode error{};
    std::size_t head_bytes = 0;
    bool too_large = false;
    MonoTime deadline{};
    const Config* config = nullptr;
    std::atomic<bool> cancelled = false;
    CurlList headers{};
    CurlEasy easy{};  // After what it points to, and before it goes.
    std::move_only_function<void()> done{};
};

Result<HttpAnswer> HttpClient::Transfer::outcome() && {
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    if (error) return std::unexpected(error);
    return std::move(answer);
}

std::size_t HttpClient::Transfer::expected_bytes(std::size_t bytes_max) const {
    curl_off_t length = -1;
    curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    const auto said = static_cast<std::size_t>(std::max<curl_off_t>(length, 0));
    return std::min({said, bytes_max, expected_bytes_max});
}

/// The thread, and what it holds.
struct HttpClient::Engine {
    // Shared by the caller, who reads the outcome, and the thread, which makes it.
    using Shared = std::shared_ptr<Transfer>;

    explicit Engine(Config limits);
    ~Engine();

    void push(Shared transfer);
    void wake() { curl_multi_wakeup(multi.get()); }

    void work();
    bool admit();
    void begin(const Shared& transfer);
    void reap();
    void give_up_on_cancelled();
    void finish(std::list<Shared>::iterator place, ErrorCode error);
    static void finish_waiting(Shared transfer, ErrorCode error);

    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* transfer);
    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* transfer);

    Config config;
    Multi multi;
    std::mutex mutex;
    std::deque<Shared> waiting;  // Guarded, as are the next two.
    bool stopping = false;
    std::size_t held = 0;       // Those that wait and those that run.
    std::list<Shared> running;  // The thread's own.
    std::thread thread;
};

HttpClient::Engine::Engine(Config limits) : config(std::move(limits)) {
    prepare_curl();
    multi.reset(curl_multi_init());
    FRESHET_CHECK(multi != nullptr);
    thread = std::thread([this] { work(); });
}

HttpClient::Engine::~Engine() {
    {
        const std::lock_guard lock(mutex);
        stopping = true;
    }
    wake();
    thread.join();
}

void HttpClient::Engine::push(Shared transfer) {
    transfer->config = &config;
    transfer->deadline = mono_now() + transfer->call.time_max.value_or(config.time_max);
    {
        const std::lock_guard lock(mutex);
        if (!stopping && held < config.waiting_max + config.running_max) {
            ++held;
            waiting.push_back(std::move(transfer));
        }
    }
    if (transfer) return finish_waiting(std::move(transfer), Errc::overloaded);
    wake();
}

void HttpClient::Engine::work() {
    while (admit()) {
        int left = 0;
        curl_multi_perform(multi.get(), &left);
        reap();
        give_up_on_cancelled();
        curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(round_time.count()), nullptr);
    }
    while (!running.empty()) finish(running.begin(), asio::error::operation_aborted);
    const std::lock_guard lock(mutex);
    for (auto& transfer : waiting)
        finish_waiting(std::move(transfer), asio::error::operation_aborted);
    waiting.clear();
}

/// Begins what there is room for, and refuses what has waited too long. False: it is time to stop.
bool HttpClient::Engine::admit() {
    const std::lock_guard lock(mutex);
    if (stopping) return false;
    const auto now = mono_now();
    std::erase_if(waiting, [this, now](Shared& transfer) {
        const bool late = transfer->deadline <= now;
        if (!late && !transfer->cancelled) return false;
        --held;
        finish_waiting(std::move(transfer), late ? ErrorCode(Errc::timed_out)
                                                 : ErrorCode(asio::error::operation_aborted));
        return true;
    });
    while (!waiting.empty() && running.size() < config.running_max) {
        running.push_back(std::move(waiting.front()));
        waiting.pop_front();
        begin(running.back());
    }
    return true;
}

void HttpClient::Engine::begin(const Shared& transfer) {
    auto& call = transfer->call;
    const auto left = std::chrono::ceil<milliseconds>(transfer->deadline - mono_now());
    transfer->headers = headers_of(call);
    transfer->easy.reset(curl_easy_init());
    CURL* easy = transfer->easy.get();
    FRESHET_CHECK(easy != nullptr);
    curl_easy_setopt(easy, CURLOPT_URL, call.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_PROXY, config.proxy.c_str());  // Empty: none at all.
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(config.connect_time_max.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max(left.count(), 1L)));
    if (call.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (const auto body = body_of(call); call.method != "GET" || !body.empty()) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    }
    if (call.stall_max) {
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, stall_bytes);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(call.stall_max->count()));
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers.get());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Engine::take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer.get());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Engine::take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer.get());
    FRESHET_CHECK(curl_multi_add_handle(multi.get(), easy) == CURLM_OK);
}

void HttpClient::Engine::reap() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const auto place = std::ranges::find_if(running, [message](const Shared& transfer) {
            return transfer->easy.get() == message->easy_handle;
        });
        FRESHET_CHECK(place != running.end());
        auto error = error_of(message->data.result);
        if ((*place)->too_large) error = Errc::too_large;
        finish(place, error);
    }
}

void HttpClient::Engine::give_up_on_cancelled() {
    for (auto place = running.begin(); place != running.end();) {
        const auto next = std::next(place);
        if ((*place)->cancelled) finish(place, asio::error::operation_aborted);
        place = next;
    }
}

void HttpClient::Engine::finish(std::list<Shared>::iterator place, ErrorCode error) {
    auto transfer = std::move(*place);
    running.erase(place);
    {
        const std::lock_guard lock(mutex);
        --held;
    }
    long status = 0;
    curl_easy_getinfo(transfer->easy.get(), CURLINFO_RESPONSE_CODE, &status);
    transfer->answer.status = static_cast<unsigned>(status);
    curl_multi_remove_handle(multi.get(), transfer->easy.get());
    transfer->easy.reset();
    finish_waiting(std::move(transfer), error);
}

void HttpClient::Engine::finish_waiting(Shared transfer, ErrorCode error) {
    transfer->error = error;
    std::exchange(transfer->done, nullptr)();
}

std::size_t HttpClient::Engine::take_body(char* data, std::size_t size, std::size_t count,
                                          void* transfer) {
    auto& self = *static_cast<Transfer*>(transfer);
    const auto bytes = size * count;
    const auto bytes_max = self.call.body_bytes_max.value_or(self.config->body_bytes_max);
    self.too_large = bytes > bytes_max - self.answer.body.size();
    if (self.too_large) return CURL_WRITEFUNC_ERROR;
    if (self.answer.body.empty()) self.answer.body.reserve(self.expected_bytes(bytes_max));
    self.answer.body.append(data, bytes);
    return bytes;
}

std::size_t HttpClient::Engine::take_header(char* data, std::size_t size, std::size_t count,
                                            void* transfer) {
    auto& self = *static_cast<Transfer*>(transfer);
    const std::string_view line(data, size * count);
    self.head_bytes += line.size();
    self.too_large = self.head_bytes > self.config->head_bytes_max;
    if (self.too_large) return CURL_WRITEFUNC_ERROR;
    // RFC 9110, 15.2: an interim response may come first, with headers of its own.
    if (line.starts_with("HTTP/")) self.answer.headers.clear();
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        self.answer.headers.emplace_back(lower_case(line.substr(0, colon)),
                                         trimmed(line.substr(colon + 1)));
    }
    return line.size();
}

HttpClient::HttpClient(Config config) : engine_(std::make_unique<Engine>(std::move(config))) {}

HttpClient::~HttpClient() = default;

asio::awaitable<Result<HttpAnswer>> HttpClient::send(HttpCall call) {
    if (!can_be_sent(call)) co_return fail(Errc::bad_url);
    auto transfer = std::make_shared<Transfer>(std::move(call));
    auto start = [engine = engine_.get(), &transfer](auto handler) {
        // Tracked: the caller's loop must not end while its answer is on the way.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        auto slot = asio::get_associated_cancellation_slot(handler);
        if (slot.is_connected()) {
            slot.assign([engine, transfer](asio::cancellation_type) {
                transfer->cancelled = true;
                engine->wake();
            });
        }
        transfer->done = [handler = std::move(handler), home, slot]() mutable {
            asio::post(home, [handler = std::move(handler), slot]() mutable {
                slot.clear();
                handler();
            });
        };
        engine->push(transfer);
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(start,
                                                                          asio::use_awaitable);
    co_return std::move(*transfer).outcome();
}

}  // namespace freshet::net
