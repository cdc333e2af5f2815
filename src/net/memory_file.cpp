#include "net/memory_file.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <sys/uio.h>

#include <climits>

namespace freshet::net {

namespace {

ErrorCode last_error() { return {errno, boost::system::system_category()}; }

}  // namespace

Result<MemoryFile> MemoryFile::create() {
    Descriptor file(::memfd_create("freshet", MFD_CLOEXEC));
    if (!file.is_open()) return std::unexpected(last_error());
    return MemoryFile(std::move(file));
}

Result<void> MemoryFile::append(const std::vector<ByteSpan>& pieces) {
    std::vector<iovec> left;
    left.reserve(pieces.size());
    for (const auto piece : pieces) {
        if (!piece.empty()) left.push_back({const_cast<std::byte*>(piece.data()), piece.size()});
    }

    std::size_t first = 0;
    while (first < left.size()) {
        const auto count = std::min<std::size_t>(left.size() - first, IOV_MAX);
        const auto written = ::writev(file_.get(), left.data() + first, static_cast<int>(count));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return std::unexpected(last_error());

        auto taken = static_cast<std::size_t>(written);
        size_ += taken;
        while (first < left.size() && taken >= left[first].iov_len) taken -= left[first++].iov_len;
        if (taken > 0) {
            left[first].iov_base = static_cast<std::byte*>(left[first].iov_base) + taken;
            left[first].iov_len -= taken;
        }
    }
    return {};
}

}  // namespace freshet::net
