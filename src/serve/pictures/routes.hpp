#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "net/file.hpp"
#include "serve/http/message.hpp"
#include "serve/http/problem.hpp"

namespace freshet::http {
class Router;
}

/// Pictures out of the object store, for everybody.
namespace freshet::pictures {

/// Opens the object of a key, "avatars/name"; null: there is none, or no such key.
using Open =
    std::function<boost::asio::awaitable<std::shared_ptr<const net::File>>(std::string key)>;

/// Made before the first request and outlives the last; its handler runs on all io threads at once.
class Routes {
public:
    Routes(Open open, http::ProblemWriter problem)
        : open_(std::move(open)), problem_(std::move(problem)) {}

    void mount(http::Router& router);

private:
    boost::asio::awaitable<http::Response> picture(http::Request request, std::string folder);

    Open open_;
    http::ProblemWriter problem_;
};

}  // namespace freshet::pictures
