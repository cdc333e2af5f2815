#pragma once

#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "net/descriptor.hpp"
#include "net/file.hpp"

namespace freshet::net {

/// Bytes in an anonymous file of the kernel's (memfd): written once by its maker, then sent to any
/// number of sockets by sendfile(2) without a copy. Readers may be on any thread.
class MemoryFile : public File {
public:
    /// Fails when the system has no descriptor or no memory to give.
    static Result<MemoryFile> create();

    /// Appends all of it, gathered. The maker's thread alone.
    Result<void> append(const std::vector<ByteSpan>& pieces);

private:
    explicit MemoryFile(Descriptor file) : File(std::move(file), 0) {}
};

}  // namespace freshet::net
