#include "store/objects/local_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "store/objects/error.hpp"

namespace freshet::objects {

namespace fs = std::filesystem;

namespace {

// Folders that somebody found empty go while somebody else puts something into them.
constexpr int tries_max = 100;

// Of a disk, or a twentieth of it.
constexpr std::uint64_t kept_free_max = std::uint64_t{256} * 1024 * 1024;

}  // namespace

std::unexpected<ErrorCode> refused(std::string_view act, const fs::path& path) {
    const int reason = errno;
    const auto why = std::generic_category().message(reason);
    log::error("objects", "cannot {} path=\"{}\" error=\"{}\"", act, path.string(), why);
    // The last one: no room for more in one file, by a limit of this process's or of the disk's.
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) return fail(Errc::storage_full);
    throw boost::system::system_error(Outage::unavailable, "objects: " + why);
}

Result<void> check_room(const net::Descriptor& file, std::size_t bytes, const fs::path& path) {
    struct statvfs disk{};
    if (::fstatvfs(file.get(), &disk) != 0) return refused("look at the disk of", path);
    const auto kept_free = std::min(kept_free_max, disk.f_blocks * disk.f_frsize / 20);
    if (disk.f_bavail * disk.f_frsize >= kept_free + bytes) return {};
    errno = ENOSPC;
    return refused("write", path);
}

net::Descriptor open_to_read(const fs::path& path) {
    net::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open() && errno != ENOENT && errno != ENOTDIR) (void)refused("open", path);
    return file;
}

Result<void> sync_folder(const fs::path& path) {
    const net::Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() && errno == ENOENT) return {};  // Removed, with all that was in it.
    if (!folder.is_open() || ::fsync(folder.get()) != 0) return refused("sync", path);
    return {};
}

Result<void> make_folders(const fs::path& path) {
    for (int tries = 1;; ++tries) {
        if (::mkdir(path.c_str(), 0700) == 0) return sync_folder(path.parent_path());
        if (errno == EEXIST) return {};
        if (errno != ENOENT || tries == tries_max) return refused("make", path);
        if (const auto made = make_folders(path.parent_path()); !made) return made;
    }
}

void remove_empty_folders(const fs::path& file, const fs::path& root) {
    for (auto folder = file.parent_path(); folder != root; folder = folder.parent_path()) {
        if (::rmdir(folder.c_str()) != 0 && errno != ENOENT) return;
    }
}

Result<void> publish(const fs::path& file, const fs::path& path) {
    for (int tries = 1;; ++tries) {
        if (const auto made = make_folders(path.parent_path()); !made) return made;
        if (::rename(file.c_str(), path.c_str()) == 0) break;
        if (errno != ENOENT || tries == tries_max) return refused("rename", path);
    }
    return sync_folder(path.parent_path());
}

Result<NewFile> NewFile::create(fs::path path) {
    for (int tries = 1;; ++tries) {
        if (const auto made = make_folders(path.parent_path()); !made) {
            return std::unexpected(made.error());
        }
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) return refused("replace", path);
        net::Descriptor file(
            ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (file.is_open()) return NewFile(std::move(path), std::move(file));
        if (errno != ENOENT || tries == tries_max) return refused("create", path);
    }
}

NewFile::~NewFile() {
    if (file_.is_open()) ::unlink(path_.c_str());
}

Result<void> NewFile::append(ByteSpan bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return refused("write", path_);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<bool> NewFile::append_from(const net::Descriptor& source, std::size_t count) {
    while (count > 0) {
        const auto copied = ::sendfile(file_.get(), source.get(), nullptr, count);
        if (copied < 0 && errno == EINTR) continue;
        if (copied < 0) return refused("copy", path_);
        if (copied == 0) return false;
        count -= static_cast<std::size_t>(copied);
    }
    return true;
}

Result<void> NewFile::publish_as(const fs::path& path) {
    if (::fsync(file_.get()) != 0) return refused("write", path_);
    if (const auto published = publish(path_, path); !published) return published;
    file_.reset();
    return {};
}

}  // namespace freshet::objects
