#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "net/descriptor.hpp"

namespace freshet::app {

/// The folder with all state, held for this process alone while this lives.
class DataDir {
public:
    /// Makes the folder when it is not there. Fails with one line that says why.
    static std::expected<DataDir, std::string> open(const std::filesystem::path& path);

    /// Only makes the folder, for who works beside whoever holds it.
    static std::expected<void, std::string> make(const std::filesystem::path& path);

    /// What to say when something in it cannot be made or read.
    static std::string complaint(const std::filesystem::filesystem_error& error);

    [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

private:
    DataDir(std::filesystem::path path, net::Descriptor lock)
        : path_(std::move(path)), lock_(std::move(lock)) {}

    std::filesystem::path path_;
    net::Descriptor lock_;
};

}  // namespace freshet::app
