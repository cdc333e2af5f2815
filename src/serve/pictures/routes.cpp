#include "serve/pictures/routes.hpp"

#include <utility>

#include "serve/http/cors.hpp"
#include "serve/http/router.hpp"

namespace freshet::pictures {

void Routes::mount(http::Router& router) {
    for (const std::string folder : {"avatars/", "emotes/"}) {
        router.add(
            http::Method::get, "/media/" + folder + ":name",
            [this, folder](http::Request request) { return picture(std::move(request), folder); });
    }
}

boost::asio::awaitable<http::Response> Routes::picture(http::Request request, std::string folder) {
    const auto name = request.params.find("name");
    auto file = co_await open_(folder + name->second);
    if (!file) co_return problem_(request, http::problems::not_found);
    http::Response response;
    http::allow_any_origin(response);
    // A name is used once, for a file that we have made: it is what we say, whatever it looks like.
    response.headers.set("Content-Type", "image/webp");
    response.headers.set("Cache-Control", "public, max-age=31536000, immutable");
    const auto size = file->size();
    response.body = http::FileBody{.file = std::move(file), .offset = 0, .size = size};
    co_return response;
}

}  // namespace freshet::pictures
