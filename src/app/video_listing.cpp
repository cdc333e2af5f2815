#include "app/video_listing.hpp"

#include <string_view>
#include <utility>

namespace freshet::app {

namespace asio = boost::asio;

namespace {

/// Prefixes and keys of videos are made by the domain, and always good.
objects::Key key_of(std::string_view text) {
    if (text.ends_with('/')) text.remove_suffix(1);
    return objects::Key::parse(text).value();
}

std::vector<vod::Listed> listed_of(std::vector<objects::Listed> rows) {
    std::vector<vod::Listed> listed;
    for (const auto& row : rows)
        listed.push_back({.key = row.key.text(), .modified_at = row.modified_at});
    return listed;
}

}  // namespace

asio::awaitable<std::vector<vod::Listed>> VideoListing::list(std::string prefix, std::string after,
                                                             std::size_t count) {
    auto rows = co_await objects_.list(key_of(prefix), objects::Key::parse(after), count);
    co_return listed_of(std::move(rows));
}

asio::awaitable<std::vector<vod::Listed>> VideoListing::list_drafts(std::string after,
                                                                    std::size_t count) {
    auto rows = co_await objects_.list_drafts(objects::Key::parse(after), count);
    co_return listed_of(std::move(rows));
}

asio::awaitable<bool> VideoListing::has(std::string key) {
    const auto object = co_await objects_.open(key_of(key));
    co_return object != nullptr;
}

asio::awaitable<void> VideoListing::remove(std::string key) { return objects_.remove(key_of(key)); }

asio::awaitable<void> VideoListing::discard_draft(std::string key) {
    return objects_.discard_draft(key_of(key));
}

}  // namespace freshet::app
