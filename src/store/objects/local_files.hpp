#pragma once

#include <filesystem>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "net/descriptor.hpp"

// What stores ask of the file system of this machine. All of it blocks. What the system refuses is
// Errc::storage_full, or an Outage that is thrown.
namespace freshet::objects {

/// What the system has just refused (errno); the operator is told of it.
[[nodiscard]] std::unexpected<ErrorCode> refused(std::string_view act,
                                                 const std::filesystem::path& path);

/// Whether so much more may be written to the disk that a file lies on. A little of it stays free,
/// since the database lies there too more often than not: without room it could not even remove
/// what fills the disk.
[[nodiscard]] Result<void> check_room(const net::Descriptor& file, std::size_t bytes,
                                      const std::filesystem::path& path);

/// Closed: there is none.
[[nodiscard]] net::Descriptor open_to_read(const std::filesystem::path& path);

/// Its names are on disk then.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& path);

/// With those that it lies in, durably.
[[nodiscard]] Result<void> make_folders(const std::filesystem::path& path);

/// The folders that a file lay in and that nothing is in any more, up to `root`, which stays.
void remove_empty_folders(const std::filesystem::path& file, const std::filesystem::path& root);

/// Renames a file whose bytes are on disk to what it is from now on, durably, and makes the folders
/// for it.
[[nodiscard]] Result<void> publish(const std::filesystem::path& file,
                                   const std::filesystem::path& path);

/// A new file that goes with this, unless it was published or kept.
class NewFile {
public:
    /// Replaces one of that name; makes the folders for it.
    [[nodiscard]] static Result<NewFile> create(std::filesystem::path path);

    NewFile(NewFile&&) = default;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    [[nodiscard]] Result<void> append(ByteSpan bytes);

    /// The next bytes of another file, at most `count`. False: there were no more.
    [[nodiscard]] Result<bool> append_from(const net::Descriptor& source, std::size_t count);

    /// Brings it to the disk, and makes it what lies at that path.
    [[nodiscard]] Result<void> publish_as(const std::filesystem::path& path);

    /// It stays where it is, and is nobody's.
    [[nodiscard]] net::Descriptor keep() { return std::move(file_); }

private:
    NewFile(std::filesystem::path path, net::Descriptor file)
        : path_(std::move(path)), file_(std::move(file)) {}

    std::filesystem::path path_;
    net::Descriptor file_;
};

}  // namespace freshet::objects
