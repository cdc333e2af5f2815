#include "app/banner.hpp"

#include <fmt/format.h>

#include "app/config.hpp"
#include "app/version.hpp"

namespace freshet::app {

namespace {

std::string page_of(const Config& config, std::uint16_t http_port) {
    return config.public_url.empty() ? fmt::format("http://localhost:{}", http_port)
                                     : config.public_url;
}

}  // namespace

std::string banner(const Config& config, std::uint16_t http_port, std::uint16_t rtmp_port) {
    const auto page = page_of(config, http_port);
    const auto rtmp = config.rtmp_public_url.empty()
                          ? fmt::format("rtmp://localhost:{}/live", rtmp_port)
                          : config.rtmp_public_url;
    return fmt::format(
        "\n"
        "  Freshet {}\n"
        "\n"
        "  Open    {}\n"
        "  OBS     Settings > Stream > Custom\n"
        "            Server      {}\n"
        "            Stream key  yours, in the studio: {}/studio\n"
        "\n",
        version(), page, rtmp, page);
}

std::string setup_notice(const Config& config, std::uint16_t http_port, std::string_view code) {
    return fmt::format(
        "  There is no admin yet. Make the first one at\n"
        "          {}/setup?code={}\n"
        "\n",
        page_of(config, http_port), code);
}

}  // namespace freshet::app
