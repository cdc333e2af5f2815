#include "app/settings.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/value.hpp"
#include "net/smtp_client.hpp"
#include "store/sql/postgres_url.hpp"

namespace freshet::app {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

// Each maker ties a setting to the place in Config that `at` points to.

template <class At>
Setting number(Setting setting, std::uint64_t min, std::uint64_t max, At at) {
    setting.set = [=](Config& config, const std::string& text) {
        const auto value = parse_number(text, min, max);
        if (value) at(config) = static_cast<std::remove_reference_t<decltype(at(config))>>(*value);
        return value.has_value();
    };
    setting.get = [=](const Config& config) {
        return fmt::to_string(at(const_cast<Config&>(config)));
    };
    return setting;
}

template <class At>
Setting duration(Setting setting, milliseconds min, milliseconds max, milliseconds unit, At at) {
    setting.set = [=](Config& config, const std::string& text) {
        const auto value = parse_duration(text, unit);
        if (!value || *value < min || *value > max) return false;
        at(config) =
            std::chrono::duration_cast<std::remove_reference_t<decltype(at(config))>>(*value);
        return true;
    };
    setting.get = [=](const Config& config) {
        return print_duration(
            std::chrono::duration_cast<milliseconds>(at(const_cast<Config&>(config))));
    };
    return setting;
}

template <class At>
Setting bytes(Setting setting, std::uint64_t min, std::uint64_t max, At at) {
    setting.set = [=](Config& config, const std::string& text) {
        const auto value = parse_bytes(text);
        if (!value || *value < min || *value > max) return false;
        at(config) = *value;
        return true;
    };
    setting.get = [=](const Config& config) {
        return print_bytes(at(const_cast<Config&>(config)));
    };
    return setting;
}

template <class At>
Setting text(Setting setting, At at) {
    setting.set = [=](Config& config, const std::string& value) {
        at(config) = value;
        return true;
    };
    setting.get = [=](const Config& config) {
        return std::string(at(const_cast<Config&>(config)));
    };
    return setting;
}

/// Something to which a path can be added: "https://cdn.example/tv".
bool is_base_url(std::string_view text) {
    const auto path = text.find('/', text.find("://") + 3);
    return objects::is_endpoint(text.substr(0, path)) && std::ranges::none_of(text, [](char c) {
               return c <= ' ' || c >= 0x7f || std::string_view("\"\\?#<>").contains(c);
           });
}

/// A text of that kind, or nothing, which leaves the default; kept without a slash at its end.
template <class At>
Setting checked(Setting setting, bool (*is_fine)(std::string_view), At at) {
    setting.set = [=](Config& config, const std::string& value) {
        const auto kept = value.substr(0, value.find_last_not_of('/') + 1);
        if (kept.empty()) return true;
        if (is_fine(kept)) at(config) = kept;
        return is_fine(kept);
    };
    setting.get = [=](const Config& config) { return at(const_cast<Config&>(config)); };
    return setting;
}

/// A URL that begins with one of these schemes, or nothing; kept without a slash at its end.
template <class At>
Setting url(Setting setting, std::vector<std::string_view> schemes, At at) {
    setting.set = [=](Config& config, const std::string& value) {
        const bool known =
            std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
                return value.starts_with(scheme) && value.size() > scheme.size();
            });
        if (!known && !value.empty()) return false;
        at(config) = value.substr(0, value.find_last_not_of('/') + 1);
        return true;
    };
    setting.get = [=](const Config& config) { return at(const_cast<Config&>(config)); };
    return setting;
}

/// Of one that may have a password in it: neither printed nor told in a refusal.
Setting masked(Setting setting) {
    setting.secret = true;
    setting.get = [get = setting.get](const Config& config) {
        return sql::masked_url(get(config));
    };
    return setting;
}

template <class At>
Setting secret(Setting setting, std::size_t size_min, At at) {
    setting.secret = true;
    setting.set = [=](Config& config, const std::string& value) {
        if (value.size() < size_min) return false;
        at(config) = SecretText(value);
        return true;
    };
    setting.get = [=](const Config& config) {
        return std::string(at(const_cast<Config&>(config)).empty() ? "" : "********");
    };
    return setting;
}

template <class At>
Setting addresses(Setting setting, At at) {
    setting.set = [=](Config& config, const std::string& value) {
        net::AddressSet set;
        for (const auto& range : split_list(value)) {
            if (!set.add(range)) return false;
        }
        at(config) = set;
        return true;
    };
    setting.get = [=](const Config& config) {
        return std::string(at(const_cast<Config&>(config)).empty() ? "" : "(set)");
    };
    return setting;
}

template <class Value>
struct Word {
    std::string_view word;
    Value value;
};

template <class Value, class At>
Setting word(Setting setting, std::vector<Word<Value>> words, At at) {
    setting.set = [=](Config& config, const std::string& value) {
        for (const auto& known : words) {
            if (known.word != value) continue;
            at(config) = known.value;
            return true;
        }
        return false;
    };
    setting.get = [=](const Config& config) {
        for (const auto& known : words) {
            if (known.value == at(const_cast<Config&>(config))) return std::string(known.word);
        }
        return std::string();
    };
    return setting;
}

constexpr auto limit_max = std::numeric_limits<std::uint32_t>::max();
constexpr std::string_view a_port = "a number from 0 to 65535";
constexpr std::string_view a_limit = "a whole number; 0 switches it off";
constexpr std::string_view a_duration = "a duration such as 350ms, 30s, 5m, 1h or 7d";
constexpr std::string_view a_size = "bytes, as 512MiB, 10GiB or 2TiB";
constexpr std::string_view a_web_url = "an address that begins with http:// or https://";
constexpr std::string_view an_address_list =
    "addresses or ranges such as 10.0.0.0/8, separated by commas";

std::vector<Setting> address_settings() {
    return {
        number({"PORT", "port", a_port, "HTTP: pages, API, HLS and HTTP-FLV."}, 0, 65535,
               [](Config& c) -> auto& { return c.port; }),
        number({"RTMP_PORT", "rtmp_port", a_port, "RTMP: publishers and players."}, 0, 65535,
               [](Config& c) -> auto& { return c.rtmp_port; }),
        url({"PUBLIC_URL", "public_url", a_web_url, "Where viewers reach this server."},
            {"http://", "https://"}, [](Config& c) -> auto& { return c.public_url; }),
        url({"RTMP_PUBLIC_URL", "rtmp_public_url",
             "an address that begins with rtmp:// or rtmps://",
             "What streamers are told to publish to."},
            {"rtmp://", "rtmps://"}, [](Config& c) -> auto& { return c.rtmp_public_url; }),
        {.name = "CLIENT_URL",
         .key = "client_url",
         .allowed = "origins such as https://app.example, separated by commas",
         .about = "Web apps on other sites that may use the API with their cookies.",
         .set =
             [](Config& c, const std::string& value) {
                 c.client_urls = split_list(value);
                 return std::all_of(
                     c.client_urls.begin(), c.client_urls.end(), [](const auto& origin) {
                         return origin.starts_with("http://") || origin.starts_with("https://");
                     });
             },
         .get = [](const Config& c) { return fmt::format("{}", fmt::join(c.client_urls, ",")); }},
        addresses({"TRUSTED_PROXIES", "trusted_proxies", an_address_list,
                   "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."},
                  [](Config& c) -> auto& { return c.trusted_proxies; }),
        addresses({"ADMIN_IP_ALLOW", "admin_ip_allow", an_address_list,
                   "Who may reach /metrics and admin routes; empty: everybody."},
                  [](Config& c) -> auto& { return c.admin_addresses; }),
    };
}

std::vector<Setting> data_settings() {
    return {
        {.name = "DATA_DIR",
         .key = "data_dir",
         .allowed = "a folder",
         .about = "Where all state is kept.",
         .set =
             [](Config& c, const std::string& value) {
                 c.data_dir = value;
                 return !value.empty();
             },
         .get = [](const Config& c) { return c.data_dir.string(); }},
        masked(url(
            {"DATABASE_URL", "database_url", "an address that begins with sqlite: or postgresql://",
             "The database; empty: SQLite in DATA_DIR."},
            {"sqlite:", "postgresql://", "postgres://"},
            [](Config& c) -> auto& { return c.database_url; })),
        secret({"SECRET_KEY", "secret_key", "16 characters or more",
                "Stream keys are derived from it; made and kept in DATA_DIR when absent."},
               16, [](Config& c) -> auto& { return c.secret_key; }),
        secret({"JWT_SECRET", "jwt_secret", "16 characters or more",
                "Signs access tokens; made and kept in DATA_DIR when absent."},
               16, [](Config& c) -> auto& { return c.jwt_secret; }),
        duration({"JWT_EXPIRES_IN", "jwt_expires_in", a_duration, "Life of an access token."}, 1min,
                 24h * 365, 1s, [](Config& c) -> auto& { return c.access_life; }),
        duration({"JWT_REFRESH_EXPIRES_IN", "jwt_refresh_expires_in", a_duration,
                  "Life of a session that is not used."},
                 1min, 24h * 3650, 1s, [](Config& c) -> auto& { return c.refresh_life; }),
        word<api::RegistrationPolicy>(
            {"REGISTRATION", "registration", "open, invite or closed", "Who may make an account."},
            {{"open", api::RegistrationPolicy::open},
             {"invite", api::RegistrationPolicy::invite},
             {"closed", api::RegistrationPolicy::closed}},
            [](Config& c) -> auto& { return c.registration; }),
        number({"", "channels.max", "a number from 1 to 1000", "Channels that one user may have."},
               1, 1000, [](Config& c) -> auto& { return c.channels.per_owner_max; }),
        secret({"API_TOKEN", "api_token", "16 characters or more",
                "An API token with the scope media:write, as the first admin."},
               16, [](Config& c) -> auto& { return c.api_token; }),
        text({"ADMIN_EMAIL", "admin_email", "an e-mail address",
              "Who is an admin from the start on; made with ADMIN_PASSWORD when not there."},
             [](Config& c) -> auto& { return c.admin_email; }),
        secret({"ADMIN_PASSWORD", "admin_password", "8 to 128 characters",
                "The password of that admin when the account is made."},
               accounts::Limits::password_min, [](Config& c) -> auto& { return c.admin_password; }),
    };
}

std::vector<Setting> storage_settings() {
    return {
        checked({"AWS_S3_BUCKET", "s3.bucket",
                 "the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens",
                 "The bucket for videos and pictures; empty: a folder in DATA_DIR."},
                objects::is_bucket_name, [](Config& c) -> auto& { return c.storage.s3.bucket; }),
        checked({"AWS_REGION", "s3.region", "a region such as eu-west-1", "Where the bucket is."},
                objects::is_region, [](Config& c) -> auto& { return c.storage.s3.region; }),
        checked({"AWS_ENDPOINT_URL", "s3.endpoint",
                 "an address such as https://s3.example:9000, without a path",
                 "The server of the bucket; empty: AWS."},
                objects::is_endpoint, [](Config& c) -> auto& { return c.storage.s3.endpoint; }),
        text({"AWS_ACCESS_KEY_ID", "s3.access_key_id", "the id of an access key",
              "As whom we use the bucket."},
             [](Config& c) -> auto& { return c.storage.s3.access_key; }),
        secret({"AWS_SECRET_ACCESS_KEY", "s3.secret_access_key", "8 characters or more",
                "The secret of that access key."},
               8, [](Config& c) -> auto& { return c.storage.s3.secret_key; }),
        checked({"CDN_BASE_URL", "cdn.base_url",
                 "an address such as https://cdn.example, with a path if need be",
                 "Where a CDN has what is in the bucket; empty: Freshet serves it."},
                is_base_url, [](Config& c) -> auto& { return c.storage.cdn_base_url; }),
        text({"CLOUDFRONT_KEY_PAIR_ID", "cloudfront.key_pair_id", "the id of a public key",
              "Which key CloudFront holds our signatures to."},
             [](Config& c) -> auto& { return c.storage.cloudfront_key_pair_id; }),
        secret({"CLOUDFRONT_PRIVATE_KEY", "cloudfront.private_key",
                "an RSA private key as PEM, or the path of a file with one",
                "Signs the addresses of videos that are not public."},
               1, [](Config& c) -> auto& { return c.storage.cloudfront_private_key; }),
    };
}

std::vector<Setting> mail_settings() {
    return {
        // Secret, because it may have a password in it.
        {.name = "SMTP_URL",
         .key = "smtp_url",
         .allowed = "an address such as smtp://user:password@mail.example:587, or smtps://",
         .about = "The mail server; empty: links of letters go to the log.",
         .secret = true,
         .set =
             [](Config& c, const std::string& value) {
                 c.smtp_url = value;
                 return value.empty() || net::is_smtp_url(value);
             },
         .get = [](const Config& c) { return std::string(c.smtp_url.empty() ? "" : "********"); }},
        {.name = "MAIL_FROM",
         .key = "mail_from",
         .allowed = "an address such as Freshet <no-reply@tv.example>",
         .about = "Who letters come from.",
         .set =
             [](Config& c, const std::string& value) {
                 net::Sender sender;
                 c.mail_from = value;
                 return value.empty() || net::parse_sender(value, sender);
             },
         .get = [](const Config& c) { return c.mail_from; }},
    };
}

std::vector<Setting> limit_settings() {
    return {
        number({"RATE_LIMIT_MAX_REQUESTS", "rate_limit.max_requests", a_limit,
                "API requests of one user or address in a window."},
               0, limit_max, [](Config& c) -> auto& { return c.rate_limits.requests; }),
        duration({"RATE_LIMIT_WINDOW_MS", "rate_limit.window_ms", "milliseconds, from 1000 on",
                  "That window."},
                 1s, 24h, 1ms, [](Config& c) -> auto& { return c.rate_limits.requests_window; }),
        number({"RATE_LIMIT_AUTH", "rate_limit.auth", a_limit,
                "Registrations and sign-ins of one address a minute."},
               0, limit_max, [](Config& c) -> auto& { return c.rate_limits.auth; }),
        number({"RATE_LIMIT_SOCKETS", "rate_limit.sockets", a_limit,
                "New connections for realtime of one address a minute."},
               0, limit_max, [](Config& c) -> auto& { return c.rate_limits.sockets; }),
        number({"RATE_LIMIT_PLAYBACK", "rate_limit.playback", a_limit,
                "Starts of playback of one address a minute."},
               0, limit_max, [](Config& c) -> auto& { return c.rate_limits.playback; }),
        number(
            {"RATE_LIMIT_CHAT", "rate_limit.chat", a_limit, "Messages of one user in 10 seconds."},
            0, limit_max, [](Config& c) -> auto& { return c.rate_limits.chat; }),
        number({"RATE_LIMIT_UPLOADS", "rate_limit.uploads", a_limit,
                "Pieces of uploads of one user a minute."},
               0, limit_max, [](Config& c) -> auto& { return c.rate_limits.uploads; }),
    };
}

std::vector<Setting> log_settings() {
    return {
        word<log::Level>(
            {"LOG_LEVEL", "log.level", "debug, info, warning or error", "What is logged."},
            {{"debug", log::Level::debug},
             {"info", log::Level::info},
             {"warning", log::Level::warning},
             {"error", log::Level::error}},
            [](Config& c) -> auto& { return c.log.level; }),
        word<log::Format>({"LOG_FORMAT", "log.format", "text or json", "How a line looks."},
                          {{"text", log::Format::text}, {"json", log::Format::json}},
                          [](Config& c) -> auto& { return c.log.format; }),
        text({"LOG_DIR", "log.dir", "a folder", "A file a day there; empty: standard error."},
             [](Config& c) -> auto& { return c.log.dir; }),
        text({"LOG_TIMEZONE", "log.timezone", "a time zone such as Europe/Berlin",
              "The time zone of the lines."},
             [](Config& c) -> auto& { return c.log.timezone; }),
    };
}

std::vector<Setting> live_settings() {
    return {
        number({"", "rtmp.chunk_size", "a number from 128 to 65536",
                "Bytes of an RTMP chunk to players and publishers."},
               128, 65536, [](Config& c) -> auto& { return c.rtmp_chunk_size; }),
        duration({"", "rtmp.ping", a_duration, "Silence after which a publisher is asked."}, 1s, 1h,
                 1s, [](Config& c) -> auto& { return c.rtmp_ping; }),
        duration(
            {"", "rtmp.ping_timeout", a_duration, "Silence after which a publisher is given up."},
            2s, 1h, 1s, [](Config& c) -> auto& { return c.rtmp_ping_timeout; }),
        duration({"", "live.grace", a_duration, "How long a stream waits for a lost publisher."},
                 0s, 1h, 1s, [](Config& c) -> auto& { return c.live.grace; }),
        duration({"", "live.grace_clean", a_duration, "The same for one who said goodbye."}, 0s, 1h,
                 1s, [](Config& c) -> auto& { return c.live.grace_clean; }),
        duration({"", "live.merge", a_duration,
                  "How long frames may wait to go out together: less CPU for more delay."},
                 0s, 5s, 1ms, [](Config& c) -> auto& { return c.live_merge; }),
        duration({"", "realtime.ping", a_duration, "How often a client of realtime is asked."},
                 100ms, 10min, 1s, [](Config& c) -> auto& { return c.realtime.ping_interval; }),
        duration({"", "realtime.ping_timeout", a_duration, "How long it may take to answer."},
                 100ms, 10min, 1s, [](Config& c) -> auto& { return c.realtime.ping_timeout; }),
        duration({"", "hls.segment", a_duration, "The length of an HLS segment to aim at."}, 500ms,
                 30s, 1s, [](Config& c) -> auto& { return c.hls.segment; }),
        number({"", "hls.list_size", "a number from 3 to 100", "Segments in an HLS playlist."}, 3,
               100, [](Config& c) -> auto& { return c.hls.window.list_size; }),
    };
}

std::vector<Setting> video_settings() {
    constexpr std::uint64_t kibibyte = 1024;
    constexpr std::uint64_t pebibyte = std::uint64_t{1} << 50;
    return {
        bytes({"", "videos.size_max", a_size, "The largest file that may be uploaded."}, kibibyte,
              pebibyte, [](Config& c) -> auto& { return c.uploads.size_max; }),
        bytes({"", "videos.quota", a_size, "What the videos of one user may take together."},
              kibibyte, pebibyte, [](Config& c) -> auto& { return c.uploads.quota; }),
        number({"", "videos.workers", "0 to 256; 0 leaves them to `freshet worker`",
                "Jobs of videos that run at once; one a core, less one, when it is not set."},
               0, 256, [](Config& c) -> auto& { return c.video_workers; }),
    };
}

std::vector<Setting> payment_settings() {
    using Provider = PaymentsConfig::Provider;
    return {
        word<Provider>({"PAYMENTS_PROVIDER", "payments.provider", "stripe or development",
                        "Who takes payments; development: nobody, for who develops Freshet."},
                       {{"stripe", Provider::stripe}, {"development", Provider::development}},
                       [](Config& c) -> auto& { return c.payments.provider; }),
        duration({"", "payments.round", a_duration, "How often subscriptions are looked after."},
                 1s, 1h, 1s, [](Config& c) -> auto& { return c.payments.round; }),
        secret({"STRIPE_SECRET_KEY", "stripe.secret_key", "8 characters or more",
                "Stripe's secret key; without it nobody can subscribe."},
               8, [](Config& c) -> auto& { return c.payments.stripe.secret_key; }),
        secret({"STRIPE_WEBHOOK_SECRET", "stripe.webhook_secret", "8 characters or more",
                "The signing secret of the webhook endpoint."},
               8, [](Config& c) -> auto& { return c.payments.stripe.webhook_secret; }),
        text({"STRIPE_PRICE_BASIC", "stripe.price_basic", "the id of a price",
              "What the tier basic costs."},
             [](Config& c) -> auto& { return c.payments.stripe.prices[0]; }),
        text({"STRIPE_PRICE_PRO", "stripe.price_pro", "the id of a price",
              "What the tier pro costs."},
             [](Config& c) -> auto& { return c.payments.stripe.prices[1]; }),
        text({"STRIPE_PRICE_PREMIUM", "stripe.price_premium", "the id of a price",
              "What the tier premium costs."},
             [](Config& c) -> auto& { return c.payments.stripe.prices[2]; }),
        url({"STRIPE_API_BASE", "stripe.api_base", a_web_url, "Where Stripe's API is; for tests."},
            {"http://", "https://"}, [](Config& c) -> auto& { return c.payments.stripe.api_base; }),
    };
}

std::vector<Setting> site_settings() {
    return {
        url({"WEBHOOKS_URL", "webhooks.url", a_web_url,
             "Who is told of what happens; empty: nobody. Needs WEBHOOKS_SECRET.", true},
            {"http://", "https://"}, [](Config& c) -> auto& { return c.webhooks_url; }),
        secret({"WEBHOOKS_SECRET", "webhooks.secret", "16 characters or more",
                "Signs what is sent there."},
               16, [](Config& c) -> auto& { return c.webhooks_secret; }),
        duration({"", "housekeeping.interval", a_duration,
                  "From one round of the clean-up to the next."},
                 1s, 24h * 7, 1s, [](Config& c) -> auto& { return c.housekeeping_interval; }),
        duration({"", "audit.retention", a_duration, "How long it is known who did what."}, 24h,
                 24h * 3650, 24h, [](Config& c) -> auto& { return c.audit_retention; }),
        duration({"", "statistics.retention", a_duration,
                  "How long each view is known; what the days have counted stays."},
                 24h, 24h * 3650, 24h, [](Config& c) -> auto& { return c.statistics_retention; }),
        duration({"", "chat.retention", a_duration, "How long what was said in chats is kept."},
                 24h, 24h * 3650, 24h, [](Config& c) -> auto& { return c.chat_retention; }),
    };
}

std::vector<Setting> all_settings() {
    std::vector<Setting> all;
    for (auto part : {address_settings(), data_settings(), storage_settings(), mail_settings(),
                      limit_settings(), log_settings(), live_settings(), video_settings(),
                      payment_settings(), site_settings()}) {
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace

std::span<const Setting> settings() {
    static const std::vector<Setting> all = all_settings();
    return all;
}

}  // namespace freshet::app
