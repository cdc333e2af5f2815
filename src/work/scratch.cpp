#include "work/scratch.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "work/files.hpp"

namespace freshet::work {

namespace {

constexpr std::string_view lock_ending = ".lock";

std::filesystem::path lock_of(const std::filesystem::path& folder) {
    return folder.string() + std::string(lock_ending);
}

/// Closed: it is somebody's, or has been removed meanwhile. What cannot be opened throws.
net::Descriptor take_lock(const std::filesystem::path& file) {
    net::Descriptor lock(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (!lock.is_open())
        throw std::filesystem::filesystem_error("cannot lock", file,
                                                std::error_code(errno, std::generic_category()));
    struct stat ours{};
    struct stat there{};
    const bool is_taken = ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 &&
                          ::fstat(lock.get(), &ours) == 0 && ::stat(file.c_str(), &there) == 0 &&
                          ours.st_ino == there.st_ino;
    if (!is_taken) lock.reset();
    return lock;
}

/// The folder before its lock: who stops in between leaves what the next one finds.
void remove_with_lock(const std::filesystem::path& folder) {
    remove_quietly(folder);
    remove_quietly(lock_of(folder));
}

void sweep(const std::filesystem::path& parent) {
    for (const auto& entry : std::filesystem::directory_iterator(parent)) {
        auto folder = entry.path();
        if (folder.extension() == lock_ending) folder.replace_extension();
        const auto lock = take_lock(lock_of(folder));
        if (!lock.is_open()) continue;
        if (std::filesystem::exists(folder)) {
            log::info("work", "removed what was left of unfinished work folder=\"{}\"",
                      folder.filename().string());
        }
        remove_with_lock(folder);
    }
}

}  // namespace

Scratch::Scratch(const std::filesystem::path& parent) : folder_(parent / to_string(Uuid::make())) {
    std::filesystem::create_directories(parent);
    sweep(parent);
    // A sweep of another process may see the file of the lock before the lock, and remove it.
    while (!lock_.is_open()) lock_ = take_lock(lock_of(folder_));
    std::filesystem::create_directory(folder_);
    // Nobody else on this machine is to see what people upload.
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
}

Scratch::~Scratch() { remove_with_lock(folder_); }

}  // namespace freshet::work
