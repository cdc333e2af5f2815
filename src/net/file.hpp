#pragma once

#include <cstddef>
#include <utility>

#include "net/descriptor.hpp"

namespace freshet::net {

/// Bytes behind an open descriptor that do not change any more: what sendfile(2) takes. Readers may
/// be on any thread, and none of them moves a file position.
class File {
public:
    File(Descriptor file, std::size_t size) : file_(std::move(file)), size_(size) {}

    [[nodiscard]] int fd() const { return file_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }

protected:
    Descriptor file_;
    std::size_t size_ = 0;
};

}  // namespace freshet::net
