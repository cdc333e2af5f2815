#include "store/objects/folder_draft.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "store/objects/error.hpp"
#include "store/objects/local_files.hpp"

namespace freshet::objects {

namespace {

// So much is gathered for the disk at once.
constexpr std::uint64_t written_back_bytes = std::uint64_t{8} * 1024 * 1024;

}  // namespace

FolderDraft::FolderDraft(Paths paths, net::Descriptor file, std::uint64_t size,
                         net::BlockingPool& pool)
    : paths_(std::move(paths)),
      file_(std::move(file)),
      size_(size),
      written_back_(size),
      pool_(pool) {}

asio::awaitable<Result<void>> FolderDraft::append(ByteSpan bytes) {
    co_return co_await net::offload(pool_, [this, bytes] { return write(bytes); });
}

asio::awaitable<Result<std::uint64_t>> FolderDraft::sync() {
    const auto synced = co_await net::offload(pool_, [this] { return bring_to_disk(); });
    if (!synced) co_return std::unexpected(synced.error());
    co_return size_;
}

asio::awaitable<Result<void>> FolderDraft::finish() {
    co_return co_await net::offload(pool_, [this] { return become_object(); });
}

Result<void> FolderDraft::write(ByteSpan bytes) {
    if (const auto room = check_room(file_, bytes.size(), paths_.draft); !room) return room;
    while (!bytes.empty()) {
        const auto written =
            ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return refused("write", paths_.draft);
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    write_back();
    return {};
}

/// Asks the system to begin with what has been gathered. Only a hint: whether it got there is asked
/// for by bring_to_disk.
void FolderDraft::write_back() {
    if (size_ - written_back_ < written_back_bytes) return;
    (void)::sync_file_range(file_.get(), static_cast<off_t>(written_back_),
                            static_cast<off_t>(size_ - written_back_), SYNC_FILE_RANGE_WRITE);
    written_back_ = size_;
}

Result<void> FolderDraft::bring_to_disk() {
    // The system tells a failure once, and then forgets the bytes: fsync(2).
    if (is_lossy_) return fail(Errc::storage_full);
    is_lossy_ = true;
    if (::fdatasync(file_.get()) != 0) return refused("write", paths_.draft);
    is_lossy_ = false;
    return {};
}

Result<void> FolderDraft::become_object() {
    if (const auto synced = bring_to_disk(); !synced) return synced;
    return publish(paths_.draft, paths_.object);
}

}  // namespace freshet::objects
