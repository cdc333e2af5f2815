#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "base/log.hpp"
#include "channels/channels.hpp"
#include "live/stream.hpp"
#include "net/address_set.hpp"
#include "serve/api/api.hpp"
#include "serve/cmaf/packager.hpp"
#include "serve/payments/stripe_provider.hpp"
#include "serve/sockets/config.hpp"
#include "store/objects/s3_address.hpp"
#include "vod/upload.hpp"

namespace freshet::app {

/// Who takes payments, and how.
struct PaymentsConfig {
    enum class Provider : std::uint8_t { stripe, development };

    Provider provider = Provider::stripe;  // Without a key nobody does.
    payments::StripeProvider::Config stripe{};
    std::chrono::milliseconds round = std::chrono::minutes(1);  // From one to the next.
};

/// A job a core, less one; at least one.
[[nodiscard]] std::size_t default_video_workers();

/// Where objects are kept, and who brings them to viewers.
struct StorageConfig {
    objects::S3Account s3;     // Without a bucket: a folder in data_dir.
    std::string cdn_base_url;  // Empty: Freshet itself.
    std::string cloudfront_key_pair_id;
    SecretText cloudfront_private_key;  // PEM, or the path of a file with it.
};

/// All that an operator can set, in the sections that the rooms take. What is not set keeps the
/// rooms' own defaults.
struct Config {
    std::uint16_t port = 8080;
    std::uint16_t rtmp_port = 1935;
    std::filesystem::path data_dir = "data";
    std::string database_url;  // Empty: SQLite in data_dir.
    StorageConfig storage;
    std::string public_url;
    std::string rtmp_public_url;
    std::vector<std::string> client_urls;
    net::AddressSet trusted_proxies;
    net::AddressSet admin_addresses;

    SecretText secret_key;  // Empty: made on the first start and kept in data_dir.
    SecretText jwt_secret;
    std::chrono::seconds access_life = std::chrono::hours(1);
    std::chrono::seconds refresh_life = std::chrono::hours(7 * 24);
    SecretText api_token;     // Empty: none but those that users make.
    std::string admin_email;  // Empty: nobody is made an admin at the start.
    SecretText admin_password;
    api::RegistrationPolicy registration = api::RegistrationPolicy::open;
    api::RateLimits::Config rate_limits;
    channels::ChannelLimits channels;

    std::string smtp_url;  // Empty: letters go to the log.
    std::string mail_from;

    log::Config log;

    std::uint32_t rtmp_chunk_size = 60'000;
    std::chrono::milliseconds rtmp_ping = std::chrono::seconds(30);
    std::chrono::milliseconds rtmp_ping_timeout = std::chrono::seconds(60);
    live::Stream::Config live;
    std::chrono::milliseconds live_merge{0};
    cmaf::Config hls;
    sockets::Config realtime;
    PaymentsConfig payments;

    vod::UploadLimits uploads;
    std::size_t video_workers = default_video_workers();

    std::string webhooks_url;  // Empty: none are sent.
    SecretText webhooks_secret;
    std::chrono::milliseconds housekeeping_interval = std::chrono::hours(1);
    std::chrono::milliseconds audit_retention = std::chrono::days(365);
    std::chrono::milliseconds statistics_retention = std::chrono::days(800);
    std::chrono::milliseconds chat_retention = std::chrono::days(365);
};

/// Where values come from: those that stand first win.
struct Sources {
    std::vector<std::string> flags;                  // "--port=9000", "--live.merge", "350ms"
    std::map<std::string, std::string> environment;  // By name: PORT.
    std::filesystem::path dot_env = ".env";          // The same names; may be absent.
    std::filesystem::path file = "freshet.toml";     // By key: port, live.merge; may be absent.
};

/// What is wrong, in one line that names the setting and says what is allowed.
using ConfigError = std::string;

std::expected<Config, ConfigError> load_config(const Sources& sources);

/// Every setting and its value in force, a line each; secrets masked.
std::string describe_config(const Config& config);

/// The database in force: the one that is set, or SQLite in data_dir.
std::string database_url(const Config& config);

/// The process's environment, by name.
std::map<std::string, std::string> process_environment();

}  // namespace freshet::app
