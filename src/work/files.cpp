#include "work/files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "base/bytes.hpp"
#include "net/descriptor.hpp"

namespace freshet::work {

namespace {

ErrorCode last_error() { return {errno, boost::system::system_category()}; }

/// All of `into`, or why not.
Result<void> read_at(int file, std::uint64_t offset, Bytes& into) {
    std::size_t done = 0;
    while (done < into.size()) {
        const auto count = ::pread(file, into.data() + done, into.size() - done,
                                   static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return std::unexpected(last_error());
        done += static_cast<std::size_t>(count);
    }
    return {};
}

}  // namespace

Result<mp4::FragmentIndex> index_file(const std::filesystem::path& path) {
    const net::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about{};
    if (!file.is_open() || ::fstat(file.get(), &about) != 0) return std::unexpected(last_error());
    mp4::FragmentIndexReader reader(static_cast<std::uint64_t>(about.st_size));
    Bytes bytes;
    while (const auto range = reader.wants()) {
        bytes.resize(static_cast<std::size_t>(range->size));
        if (const auto read = read_at(file.get(), range->offset, bytes); !read)
            return std::unexpected(read.error());
        if (const auto fed = reader.feed(bytes); !fed) return std::unexpected(fed.error());
    }
    return std::move(reader).finish();
}

std::uint64_t size_of(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

std::uint64_t room_in(const std::filesystem::path& folder) {
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    return error ? 0 : space.available;
}

void make_workspace(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "made");
}

void remove_quietly(const std::filesystem::path& path) {
    std::error_code ignored;  // See above.
    std::filesystem::remove_all(path, ignored);
}

}  // namespace freshet::work
