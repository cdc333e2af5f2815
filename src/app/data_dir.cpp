#include "app/data_dir.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>

#include <fmt/format.h>

namespace freshet::app {

std::expected<void, std::string> DataDir::make(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const bool is_new = fs::create_directories(path, error);
    if (!error && is_new) fs::permissions(path, fs::perms::owner_all, error);
    if (error) {
        return std::unexpected(fmt::format("DATA_DIR: {}: {}", path.string(), error.message()));
    }
    return {};
}

std::expected<DataDir, std::string> DataDir::open(const std::filesystem::path& path) {
    if (auto made = make(path); !made) return std::unexpected(made.error());

    net::Descriptor lock(::open((path / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.is_open()) {
        return std::unexpected(
            fmt::format("DATA_DIR: {}: {}", path.string(), std::generic_category().message(errno)));
    }
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return std::unexpected(
            fmt::format("DATA_DIR: {}: another freshet is using this folder", path.string()));
    }
    return DataDir(path, std::move(lock));
}

std::string DataDir::complaint(const std::filesystem::filesystem_error& error) {
    return fmt::format("DATA_DIR: {}: {}", error.path1().string(), error.code().message());
}

}  // namespace freshet::app
