#include "net/smtp_client.hpp"

#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "net/curl.hpp"
#include "net/error.hpp"

namespace freshet::net {

namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url parse_url(const std::string& text) {
    prepare_curl();
    Url url(curl_url(), &curl_url_cleanup);
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
    return url;
}

std::string part_of(const Url& url, CURLUPart part) {
    char* text = nullptr;
    if (!url || curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return text;
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

/// What is left to send.
struct Outgoing {
    std::string_view rest;
};

std::size_t on_read(char* out, std::size_t size, std::size_t count, void* outgoing) {
    auto& rest = static_cast<Outgoing*>(outgoing)->rest;
    const auto taken = rest.substr(0, size * count);
    std::memcpy(out, taken.data(), taken.size());
    rest.remove_prefix(taken.size());
    return taken.size();
}

/// Asked about once a second; 1 ends it.
int on_progress(void* given_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<const std::atomic<bool>*>(given_up) ? 1 : 0;
}

Errc reason_of(CURLcode code) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT: return Errc::timed_out;
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_COULDNT_CONNECT:
        case CURLE_COULDNT_RESOLVE_HOST: return Errc::unreachable;
        default: return Errc::refused;
    }
}

}  // namespace

bool is_smtp_url(std::string_view url) {
    const bool has_scheme = url.starts_with("smtp://") || url.starts_with("smtps://");
    return has_scheme && !part_of(parse_url(std::string(url)), CURLUPART_HOST).empty();
}

SmtpClient::SmtpClient(Config config) : config_(std::move(config)) {
    const auto url = parse_url(config_.url);
    must_encrypt_ =
        !part_of(url, CURLUPART_USER).empty() && !is_this_machine(part_of(url, CURLUPART_HOST));
}

Result<void> SmtpClient::send(const Mail& mail) const {
    const CurlEasy curl(curl_easy_init());
    const CurlList recipients(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
    if (!curl || !recipients) throw std::bad_alloc();
    const auto id = to_string(Uuid::make());
    const auto message = mail_message(mail, config_.from, {.id = id, .date = wall_now()});
    Outgoing outgoing{message};
    const auto sender = "<" + config_.from.address + ">";

    // Whatever it refuses here is refused as a whole by curl_easy_perform.
    const auto set = [&](CURLoption option, auto value) {
        (void)curl_easy_setopt(curl.get(), option, value);
    };
    set(CURLOPT_URL, config_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(must_encrypt_ ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    set(CURLOPT_MAIL_FROM, sender.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &on_read);
    set(CURLOPT_READDATA, &outgoing);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&given_up_));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(config_.connect_time.count()));
    set(CURLOPT_TIMEOUT, static_cast<long>(config_.total_time.count()));
    const auto code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return {};
    long reply = 0;
    (void)curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    log::warning("mail", "not taken by the server error=\"{}\" reply={}", curl_easy_strerror(code),
                 reply);
    return fail(reason_of(code));
}

}  // namespace freshet::net
