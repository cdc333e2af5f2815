#include "store/objects/folder_store.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/outage.hpp"

namespace freshet::objects {

namespace fs = std::filesystem;

namespace {

/// What the system refuses is an outage for whoever asked; the operator is told what it was.
[[noreturn]] void fail_at(std::string_view act, const fs::path& path) {
    const auto why = std::generic_category().message(errno);
    log::error("objects", "cannot {} path=\"{}\" error=\"{}\"", act, path.string(), why);
    throw boost::system::system_error(Outage::unavailable, "objects: " + why);
}

/// FNV-1a: spreads names over folders, and is the same on every machine.
std::uint8_t shard_of(std::string_view name) {
    std::uint32_t hash = 2166136261;
    for (const char letter : name) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 16777619;
    return static_cast<std::uint8_t>(hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24);
}

void sync_folder(const fs::path& path) {
    const net::Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || ::fsync(folder.get()) != 0) fail_at("sync", path);
}

/// The name of a new folder is on disk when the folder that holds it is.
void make_folders(const fs::path& path) {
    if (::access(path.c_str(), F_OK) == 0) return;
    make_folders(path.parent_path());
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail_at("make", path);
    sync_folder(path.parent_path());
}

void write_file(const fs::path& path, ByteSpan bytes) {
    const net::Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) fail_at("create", path);
    while (!bytes.empty()) {
        const auto written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_at("write", path);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    if (::fsync(file.get()) != 0) fail_at("write", path);
}

/// A file that goes with this, unless it was renamed.
class Draft {
public:
    explicit Draft(fs::path path) : path_(std::move(path)) {}
    ~Draft() { ::unlink(path_.c_str()); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void put_file(const Draft& draft, const fs::path& path, ByteSpan bytes) {
    write_file(draft.path(), bytes);
    make_folders(path.parent_path());
    if (::rename(draft.path().c_str(), path.c_str()) != 0) fail_at("rename", path);
    sync_folder(path.parent_path());
}

std::shared_ptr<const net::File> open_file(const fs::path& path) {
    net::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return nullptr;
    struct stat facts{};
    if (!file.is_open() || ::fstat(file.get(), &facts) != 0) fail_at("open", path);
    if (!S_ISREG(facts.st_mode)) return nullptr;
    return std::make_shared<const net::File>(std::move(file),
                                             static_cast<std::size_t>(facts.st_size));
}

}  // namespace

FolderStore::FolderStore(fs::path folder, net::BlockingPool& pool)
    : folder_(fs::absolute(folder)), drafts_(folder_ / ".drafts"), pool_(pool) {
    std::error_code ignored;  // What stays is in nobody's way.
    fs::remove_all(drafts_, ignored);
    make_folders(drafts_);
}

fs::path FolderStore::path_of(const Key& key) const {
    return folder_ / key.folder() / fmt::format("{:02x}", shard_of(key.name())) / key.name();
}

asio::awaitable<void> FolderStore::put(Key key, std::shared_ptr<const Bytes> bytes) {
    co_await pool_.run([path = path_of(key), draft = drafts_ / to_string(Uuid::make()),
                        bytes = std::move(bytes)] { put_file(Draft(draft), path, *bytes); });
}

asio::awaitable<std::shared_ptr<const net::File>> FolderStore::open(Key key) {
    co_return co_await net::offload(pool_, [path = path_of(key)] { return open_file(path); });
}

asio::awaitable<void> FolderStore::remove(Key key) {
    co_await pool_.run([path = path_of(key)] {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail_at("remove", path);
    });
}

}  // namespace freshet::objects
