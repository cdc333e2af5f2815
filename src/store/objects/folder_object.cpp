#include "store/objects/folder_object.hpp"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "store/objects/local_files.hpp"

namespace freshet::objects {

namespace {

Slice read_from(const net::File& file, std::uint64_t offset, std::size_t count) {
    Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const auto got = ::pread(file.fd(), bytes.data() + filled, count - filled,
                                 static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) (void)refused("read", "an object");
        if (got == 0) throw boost::system::system_error(Outage::unavailable, "objects: cut short");
        filled += static_cast<std::size_t>(got);
    }
    return Slice(std::move(bytes));
}

}  // namespace

asio::awaitable<Slice> FolderObject::read(std::uint64_t offset, std::size_t count) const {
    if (offset >= size()) co_return Slice();
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(count, size() - offset));
    co_return co_await net::offload(
        pool_, [file = file_, offset, bytes] { return read_from(*file, offset, bytes); });
}

}  // namespace freshet::objects
