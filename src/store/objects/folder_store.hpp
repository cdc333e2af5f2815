#pragma once

#include <filesystem>

#include "net/offload.hpp"
#include "store/objects/store.hpp"

namespace freshet::objects {

/// Objects as files below one folder, which is this store's alone. An object lies in one of 256
/// folders by a hash of its name, so that none grows too long: "avatars/3c/0f3a9c.webp". What is
/// being written has a name that no key can have. The pool does what blocks, and outlives this.
class FolderStore final : public Store {
public:
    /// Makes the folder, and sweeps away what a crash left half written. Throws what the file
    /// system says.
    FolderStore(std::filesystem::path folder, net::BlockingPool& pool);

    asio::awaitable<void> put(Key key, std::shared_ptr<const Bytes> bytes) override;
    asio::awaitable<std::shared_ptr<const net::File>> open(Key key) override;
    asio::awaitable<void> remove(Key key) override;

    /// Where an object lies, or would.
    [[nodiscard]] std::filesystem::path path_of(const Key& key) const;

private:
    std::filesystem::path folder_;
    std::filesystem::path drafts_;
    net::BlockingPool& pool_;
};

}  // namespace freshet::objects
