#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "serve/http/message.hpp"
#include "serve/http/problem.hpp"
#include "serve/http/router.hpp"
#include "serve/web/asset.hpp"
#include "serve/web/negotiation.hpp"

namespace freshet::web {

/// The web app: its files, and its page at every address that the app itself understands. Answers
/// whatever no other route has the shape of, so it also says what is not there. Immutable, from any
/// thread; outlives the router's use.
class Routes {
public:
    struct Config {
        /// Writes the 404 of paths that belong to machines.
        http::ProblemWriter problem = http::plain_problem;
    };

    explicit Routes(Config config, std::span<const Asset> assets = web::assets());

    void mount(http::Router& router) const;

private:
    /// One asset in one coding, ready to be sent.
    struct Encoded {
        std::shared_ptr<const std::string> body;  // None: not in this coding.
        std::string tag;
    };
    struct File {
        std::string_view type;
        bool immutable = false;
        Encoded plain, gzip, brotli;
    };

    static File file_of(const Asset& asset);

    boost::asio::awaitable<http::Response> answer(http::Request request) const;
    [[nodiscard]] http::Response choose(const http::Request& request) const;
    [[nodiscard]] http::Response page(const http::Request& request, unsigned status) const;
    [[nodiscard]] http::Response send(const http::Request& request, const File& file) const;

    Config config_;
    std::map<std::string_view, File> files_;
};

/// Whether the app has a page at this path. The list is the one of web/src/app/router.tsx.
[[nodiscard]] bool is_page(std::string_view path);

}  // namespace freshet::web
