#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "net/descriptor.hpp"

namespace freshet::net {

/// Bytes in an anonymous file of the kernel's (memfd): written once by its maker, then sent to any
/// number of sockets by sendfile(2) without a copy. Readers may be on any thread.
class MemoryFile {
public:
    /// Fails when the system has no descriptor or no memory to give.
    static Result<MemoryFile> create();

    /// Appends all of it, gathered. The maker's thread alone.
    Result<void> append(const std::vector<ByteSpan>& pieces);

    [[nodiscard]] int fd() const { return file_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    explicit MemoryFile(Descriptor file) : file_(std::move(file)) {}

    Descriptor file_;
    std::size_t size_ = 0;
};

}  // namespace freshet::net
