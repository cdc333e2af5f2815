#pragma once

#include <filesystem>

#include "net/descriptor.hpp"

namespace freshet::work {

/// A folder of this process's own below one that several may share, for what is needed while a job
/// is being done. Its destructor removes it; what a crash left is removed by the next process that
/// makes one there, which sees by a lock that it is nobody's any more. Blocks; throws what the file
/// system says.
class Scratch {
public:
    explicit Scratch(const std::filesystem::path& parent);
    ~Scratch();

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
    net::Descriptor lock_;
};

}  // namespace freshet::work
