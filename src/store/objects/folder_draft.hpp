#pragma once

#include <cstdint>
#include <filesystem>

#include "net/descriptor.hpp"
#include "net/offload.hpp"
#include "store/objects/draft.hpp"

namespace freshet::objects {

/// A draft that is a file, which becomes its object by a new name. What is written goes to the disk
/// behind the writer, so that there is little left to wait for when it has to be durable.
class FolderDraft final : public Draft {
public:
    struct Paths {
        std::filesystem::path draft;
        std::filesystem::path object;
    };

    /// `file` is open for writing, and has `size` bytes.
    FolderDraft(Paths paths, net::Descriptor file, std::uint64_t size, net::BlockingPool& pool);

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    asio::awaitable<Result<void>> append(ByteSpan bytes) override;
    asio::awaitable<Result<std::uint64_t>> sync() override;
    asio::awaitable<Result<void>> finish() override;

private:
    Result<void> write(ByteSpan bytes);
    void write_back();
    Result<void> bring_to_disk();
    Result<void> become_object();

    Paths paths_;
    net::Descriptor file_;
    std::uint64_t size_;
    std::uint64_t written_back_;  // Up to here, at least: on its way to the disk.
    bool is_lossy_ = false;       // Not all that was written gets there.
    net::BlockingPool& pool_;
};

}  // namespace freshet::objects
