#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "serve/api/call.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

/// Makes the addresses that clients are told. With PUBLIC_URL they begin with it. Without, they
/// begin with the host that the client itself has just used: such a reply is `no-store`, so a
/// forged Host reaches none but its forger; a Host that could not be one is not repeated, and the
/// addresses are paths then. Immutable: from any thread.
class PublicUrls {
public:
    struct Config {
        std::string public_url{};  // PUBLIC_URL: "https://tv.example"; empty: the request's host.
        std::string rtmp_public_url{};  // RTMP_PUBLIC_URL: "rtmp://in.tv.example/live"; likewise.
        std::uint16_t rtmp_port = 1935;
    };

    explicit PublicUrls(Config config);

    /// "https://tv.example" or, where no host is known, nothing: paths are put behind it.
    [[nodiscard]] std::string http_base(const Call& call) const;

    /// A path of this server's as an address; none for none.
    [[nodiscard]] std::optional<std::string> absolute(const Call& call,
                                                      std::string_view path) const;

    /// What an encoder is given as its server: "rtmp://tv.example:1935/live".
    [[nodiscard]] std::string rtmp_base(const Call& call) const;

    /// All ways to play a channel's live stream; with the token, if there is one.
    [[nodiscard]] PlaybackView live(const Call& call, std::string_view handle,
                                    std::string_view token = {}) const;

    /// A video's playlist or file; with the token in its path, if there is one.
    [[nodiscard]] std::string video(const Call& call, VideoId video, std::string_view file,
                                    std::string_view token = {}) const;

private:
    Config config_;
};

/// Whether this can be a host with or without a port (RFC 3986, 3.2.2), and nothing else.
[[nodiscard]] bool is_plausible_host(std::string_view host);

/// "tv.example" of "https://tv.example:8443/path".
[[nodiscard]] std::string_view host_name_of(std::string_view url);

/// "https://tv.example:8443" of "https://tv.example:8443/path".
[[nodiscard]] std::string_view origin_of(std::string_view url);

}  // namespace freshet::api
