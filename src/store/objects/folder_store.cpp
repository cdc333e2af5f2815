#include "store/objects/folder_store.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/ids.hpp"
#include "base/outage.hpp"
#include "store/objects/folder_draft.hpp"
#include "store/objects/folder_listing.hpp"
#include "store/objects/folder_object.hpp"
#include "store/objects/local_files.hpp"

namespace freshet::objects {

namespace fs = std::filesystem;

namespace {

// A copy is made in pieces, so that it does not keep a thread of the pool from others for long.
constexpr std::size_t copied_at_once_bytes = std::size_t{64} * 1024 * 1024;

/// For those who have no other answer to a full disk than to any other that does not serve them.
void or_throw(const Result<void>& outcome) {
    if (outcome) return;
    throw boost::system::system_error(Outage::unavailable, "objects: " + outcome.error().message());
}

Result<void> put_bytes(const fs::path& draft, const fs::path& path, ByteSpan bytes) {
    auto file = NewFile::create(draft);
    if (!file) return std::unexpected(file.error());
    if (const auto written = file->append(bytes); !written) return written;
    return file->publish_as(path);
}

std::shared_ptr<const net::File> open_object(const fs::path& path) {
    auto file = open_to_read(path);
    struct stat facts{};
    if (!file.is_open()) return nullptr;
    if (::fstat(file.get(), &facts) != 0) (void)refused("open", path);
    if (!S_ISREG(facts.st_mode)) return nullptr;
    return std::make_shared<const net::File>(std::move(file),
                                             static_cast<std::size_t>(facts.st_size));
}

/// False: it lies on another file system, and has to be copied.
Result<bool> move_into(const fs::path& file, const fs::path& path, const fs::path& draft) {
    const auto open = open_to_read(file);
    if (!open.is_open() || ::fsync(open.get()) != 0) return refused("take", file);
    // As a new link first: where two names are one file, rename(2) leaves both as they are.
    if (::link(file.c_str(), draft.c_str()) != 0) {
        if (errno == EXDEV || errno == EPERM || errno == EMLINK) return false;
        return refused("take", file);
    }
    const auto published = publish(draft, path);
    ::unlink(draft.c_str());
    if (!published) return std::unexpected(published.error());
    ::unlink(file.c_str());
    return true;
}

/// False: it has to be copied.
Result<bool> link_out(const fs::path& path, const fs::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return refused("replace", file);
    if (::link(path.c_str(), file.c_str()) == 0) return true;
    if (errno == EXDEV || errno == EPERM || errno == EMLINK) return false;
    return refused("link", file);
}

/// All of it, in pieces.
asio::awaitable<Result<NewFile>> copied(net::BlockingPool& pool, fs::path from, fs::path to) {
    const auto source = open_to_read(from);
    if (!source.is_open()) co_return refused("copy", from);
    auto file = co_await net::offload(pool, [to] { return NewFile::create(to); });
    while (file) {
        const auto more = co_await net::offload(
            pool, [&] { return file->append_from(source, copied_at_once_bytes); });
        if (!more) co_return std::unexpected(more.error());
        if (!*more) break;
    }
    co_return file;
}

Result<net::Descriptor> open_draft_file(const fs::path& path, std::uint64_t size) {
    if (size == 0) {
        auto file = NewFile::create(path);
        if (!file) return std::unexpected(file.error());
        if (const auto synced = sync_folder(path.parent_path()); !synced) {
            return std::unexpected(synced.error());
        }
        return file->keep();
    }
    net::Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open() && errno == ENOENT) return fail(Errc::draft_lost);
    struct stat facts{};
    if (!file.is_open() || ::fstat(file.get(), &facts) != 0) return refused("open", path);
    if (static_cast<std::uint64_t>(facts.st_size) < size) return fail(Errc::draft_lost);
    if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) return refused("cut", path);
    return file;
}

void remove_file(const fs::path& path, const fs::path& root) {
    const bool is_gone = ::unlink(path.c_str()) == 0 || errno == ENOENT;
    if (!is_gone && errno != ENOTDIR && errno != EISDIR) {  // Those two: no object's name.
        (void)refused("remove", path);
    }
    remove_empty_folders(path, root);
}

}  // namespace

FolderStore::FolderStore(fs::path folder, net::BlockingPool& pool)
    : folder_(fs::absolute(folder)),
      new_(folder_ / ".new"),
      drafts_(folder_ / ".drafts"),
      pool_(pool) {
    std::error_code ignored;  // What stays is in nobody's way.
    fs::remove_all(new_, ignored);
    or_throw(make_folders(new_));
    or_throw(make_folders(drafts_));
}

fs::path FolderStore::path_of(const Key& key) const { return folder_ / key.text(); }

fs::path FolderStore::draft_of(const Key& key) const { return drafts_ / key.text(); }

fs::path FolderStore::new_path() const { return new_ / to_string(Uuid::make()); }

asio::awaitable<void> FolderStore::put(Key key, std::shared_ptr<const Bytes> bytes) {
    const auto done = co_await net::offload(
        pool_, [path = path_of(key), draft = new_path(), bytes = std::move(bytes)] {
            return put_bytes(draft, path, *bytes);
        });
    or_throw(done);
}

asio::awaitable<Result<void>> FolderStore::put_file(Key key, fs::path file) {
    const auto path = path_of(key);
    const auto moved = co_await net::offload(
        pool_, [file, path, draft = new_path()] { return move_into(file, path, draft); });
    if (!moved) co_return std::unexpected(moved.error());
    if (*moved) co_return Result<void>();

    auto copy = co_await copied(pool_, file, new_path());
    if (!copy) co_return std::unexpected(copy.error());
    const auto published =
        co_await net::offload(pool_, [&copy, path] { return copy->publish_as(path); });
    if (published) ::unlink(file.c_str());
    co_return published;
}

asio::awaitable<std::shared_ptr<const Object>> FolderStore::open(Key key) {
    auto file = co_await net::offload(pool_, [path = path_of(key)] { return open_object(path); });
    if (!file) co_return nullptr;
    co_return std::make_shared<const FolderObject>(std::move(file), pool_);
}

asio::awaitable<Result<bool>> FolderStore::fetch(Key key, fs::path file) {
    const auto path = path_of(key);
    const auto object = co_await net::offload(pool_, [path] { return open_object(path); });
    if (!object) co_return false;
    const auto linked = co_await net::offload(pool_, [=] { return link_out(path, file); });
    if (!linked || *linked) co_return linked;

    auto copy = co_await copied(pool_, path, file);
    if (!copy) co_return std::unexpected(copy.error());
    (void)copy->keep();
    co_return true;
}

asio::awaitable<void> FolderStore::remove(Key key) {
    co_await pool_.run([path = path_of(key), root = folder_] { remove_file(path, root); });
}

asio::awaitable<std::vector<Listed>> FolderStore::list(Key folder, std::optional<Key> after,
                                                       std::size_t count) {
    co_return co_await net::offload(
        pool_, [root = folder_, folder = std::move(folder), after = std::move(after), count] {
            return list_files(root, folder, after, count);
        });
}

asio::awaitable<void> FolderStore::remove_all(Key folder) {
    co_await pool_.run([path = path_of(folder), root = folder_] {
        std::error_code error;
        if (!fs::is_directory(path, error)) return;
        fs::remove_all(path, error);
        errno = error.value();
        if (error) (void)refused("remove", path);
        remove_empty_folders(path, root);
    });
}

asio::awaitable<Result<std::unique_ptr<Draft>>> FolderStore::open_draft(
    Key key, std::uint64_t acknowledged) {
    FolderDraft::Paths paths{.draft = draft_of(key), .object = path_of(key)};
    auto file = co_await net::offload(
        pool_, [path = paths.draft, acknowledged] { return open_draft_file(path, acknowledged); });
    if (!file) co_return std::unexpected(file.error());
    co_return std::make_unique<FolderDraft>(std::move(paths), std::move(*file), acknowledged,
                                            pool_);
}

asio::awaitable<void> FolderStore::discard_draft(Key key) {
    co_await pool_.run([path = draft_of(key), root = drafts_] { remove_file(path, root); });
}

asio::awaitable<std::vector<Listed>> FolderStore::list_drafts(std::optional<Key> after,
                                                              std::size_t count) {
    co_return co_await net::offload(pool_, [root = drafts_, after = std::move(after), count] {
        return list_files(root, std::nullopt, after, count);
    });
}

std::optional<std::string> FolderStore::presigned(const Key&, std::chrono::seconds) const {
    return std::nullopt;
}

asio::awaitable<bool> FolderStore::answers() try {
    co_return co_await net::offload(pool_,
                                    [path = new_] { return ::access(path.c_str(), W_OK) == 0; });
} catch (const boost::system::system_error&) {  // Nobody has time to look.
    co_return false;
}

}  // namespace freshet::objects
