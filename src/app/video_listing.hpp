#pragma once

#include "store/objects/store.hpp"
#include "vod/reconcile.hpp"

namespace freshet::app {

/// The objects and drafts of videos, for who compares them with the rows. The store outlives it.
class VideoListing final : public vod::ObjectListing {
public:
    explicit VideoListing(objects::Store& objects) : objects_(objects) {}

    vod::asio::awaitable<std::vector<vod::Listed>> list(std::string prefix, std::string after,
                                                        std::size_t count) override;
    vod::asio::awaitable<std::vector<vod::Listed>> list_drafts(std::string after,
                                                               std::size_t count) override;
    vod::asio::awaitable<bool> has(std::string key) override;
    vod::asio::awaitable<void> remove(std::string key) override;
    vod::asio::awaitable<void> discard_draft(std::string key) override;

private:
    objects::Store& objects_;
};

}  // namespace freshet::app
