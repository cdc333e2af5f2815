#include "serve/pictures/routes.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "net/memory_file.hpp"
#include "serve/http/router.hpp"

namespace freshet::pictures {
namespace {

using FilePtr = std::shared_ptr<const net::File>;

class PictureRoutesTest : public testing::Test {
protected:
    PictureRoutesTest() { routes_.mount(router_); }

    http::Response get(const std::string& path) {
        boost::asio::io_context context;
        auto found = router_.find(http::Method::get, path);
        http::Request request{.path = path};
        request.params = std::move(found.params);
        auto outcome =
            boost::asio::co_spawn(context, found.route->handler(request), boost::asio::use_future);
        context.run();
        return outcome.get();
    }

    boost::asio::awaitable<FilePtr> open(std::string key) {
        asked_ = std::move(key);
        co_return file_;
    }

    FilePtr file_;
    std::string asked_;
    Routes routes_{[this](std::string key) { return open(std::move(key)); }, http::plain_problem};
    http::Router router_;
};

TEST_F(PictureRoutesTest, an_avatar_may_be_kept_for_ever) {
    auto file = net::MemoryFile::create().value();
    ASSERT_TRUE(file.append({as_bytes("picture")}));
    file_ = std::make_shared<const net::MemoryFile>(std::move(file));

    const auto response = get("/media/avatars/abc.webp");

    EXPECT_EQ(asked_, "avatars/abc.webp");
    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.headers.get("Content-Type"), "image/webp");
    EXPECT_EQ(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(std::get<http::FileBody>(response.body).size, 7u);
}

TEST_F(PictureRoutesTest, emotes_have_a_folder_of_their_own) {
    (void)get("/media/emotes/abc.webp");

    EXPECT_EQ(asked_, "emotes/abc.webp");
}

TEST_F(PictureRoutesTest, what_is_not_there_is_not_kept) {
    const auto response = get("/media/avatars/none.webp");

    EXPECT_EQ(response.status, 404u);
    EXPECT_FALSE(response.headers.get("Cache-Control").value_or("").contains("immutable"));
}

}  // namespace
}  // namespace freshet::pictures
