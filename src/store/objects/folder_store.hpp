#pragma once

#include <filesystem>

#include "net/offload.hpp"
#include "store/objects/store.hpp"

namespace freshet::objects {

/// Objects as files below one folder, which is this store's alone: an object lies where its key
/// says, "avatars/0f3a9c.webp". What is being written lies where no key leads: what is put in
/// ".new", drafts in ".drafts". The pool does what blocks, and outlives this.
class FolderStore final : public Store {
public:
    /// Makes the folder, and sweeps away what a crash left half put. Throws what the file system
    /// says.
    FolderStore(std::filesystem::path folder, net::BlockingPool& pool);

    asio::awaitable<void> put(Key key, std::shared_ptr<const Bytes> bytes) override;
    asio::awaitable<Result<void>> put_file(Key key, std::filesystem::path file) override;
    asio::awaitable<std::shared_ptr<const Object>> open(Key key) override;
    asio::awaitable<Result<bool>> fetch(Key key, std::filesystem::path file) override;
    asio::awaitable<void> remove(Key key) override;
    asio::awaitable<std::vector<Listed>> list(Key folder, std::optional<Key> after,
                                              std::size_t count) override;
    asio::awaitable<void> remove_all(Key folder) override;
    asio::awaitable<Result<std::unique_ptr<Draft>>> open_draft(Key key,
                                                               std::uint64_t acknowledged) override;
    asio::awaitable<void> discard_draft(Key key) override;
    asio::awaitable<std::vector<Listed>> list_drafts(std::optional<Key> after,
                                                     std::size_t count) override;
    [[nodiscard]] std::optional<std::string> presigned(const Key& key,
                                                       std::chrono::seconds life) const override;
    asio::awaitable<bool> answers() override;

    /// Where an object lies, or would.
    [[nodiscard]] std::filesystem::path path_of(const Key& key) const;

private:
    [[nodiscard]] std::filesystem::path draft_of(const Key& key) const;
    [[nodiscard]] std::filesystem::path new_path() const;

    std::filesystem::path folder_;
    std::filesystem::path new_;
    std::filesystem::path drafts_;
    net::BlockingPool& pool_;
};

}  // namespace freshet::objects
