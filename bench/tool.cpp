#include "bench/tool.hpp"

#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <sys/resource.h>
#include <system_error>

#include <fmt/format.h>

namespace freshet::bench {

int run_tool(CLI::App& app, int argc, char** argv, const std::function<void()>& body) {
    try {
        app.parse(argc, argv);
        body();
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
        return 1;
    }
}

void allow_descriptors(std::size_t count) {
    const rlim_t wanted = count + 64;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= wanted) return;

    limit.rlim_cur = wanted;
    limit.rlim_max = std::max(limit.rlim_max, wanted);
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        throw std::system_error(errno, std::system_category(), "raising the limit of open files");
    }
}

std::string Url::app() const {
    const auto slash = path.rfind('/');
    return slash > 0 ? path.substr(1, slash - 1) : "";
}

std::string Url::name() const { return path.substr(path.rfind('/') + 1); }

Url parse_url(std::string_view text) {
    const auto broken = [&](std::string_view why) {
        return std::invalid_argument(fmt::format("{}: {}", text, why));
    };
    const auto colons = text.find("://");
    if (colons == std::string_view::npos) throw broken("not a URL");

    Url url{.scheme = std::string(text.substr(0, colons)), .port = 0, .path = {}};
    auto rest = text.substr(colons + 3);
    constexpr std::string_view host = "127.0.0.1:";
    if (!rest.starts_with(host)) throw broken("the host must be 127.0.0.1, with a port");
    rest.remove_prefix(host.size());

    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), url.port);
    if (error != std::errc() || url.port == 0) throw broken("no such port");
    url.path = rest.substr(static_cast<std::size_t>(end - rest.data()));
    if (!url.path.starts_with('/')) throw broken("a path must follow the port");
    return url;
}

}  // namespace freshet::bench
