#pragma once

#include <memory>
#include <utility>

#include "net/offload.hpp"
#include "store/objects/object.hpp"

namespace freshet::objects {

/// An object that is a file. It may be read on when it was removed or replaced.
class FolderObject final : public Object {
public:
    FolderObject(std::shared_ptr<const net::File> file, net::BlockingPool& pool)
        : Object(file->size()), file_(std::move(file)), pool_(pool) {}

    [[nodiscard]] std::shared_ptr<const net::File> file() const override { return file_; }
    [[nodiscard]] asio::awaitable<Slice> read(std::uint64_t offset,
                                              std::size_t count) const override;

private:
    std::shared_ptr<const net::File> file_;
    net::BlockingPool& pool_;
};

}  // namespace freshet::objects
