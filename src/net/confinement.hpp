#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "net/descriptor.hpp"

namespace freshet::net {

/// The walls around a child that reads what strangers made: it sees the files named here and the
/// system's libraries, speaks to nobody, has no children of its own, and gains no rights. Made
/// before the child is born, and put up by it. Where the kernel (Landlock, seccomp) has no such
/// wall there is none; the rest of what holds a child is in ChildSpec.
class Confinement {
public:
    struct Paths {
        std::vector<std::filesystem::path> readable{};  // Files, or folders with all below.
        std::vector<std::filesystem::path> writable{};
    };

    explicit Confinement(const Paths& paths);

    /// In the child, between fork and exec: makes system calls and nothing else. False: the kernel
    /// has the walls and would not put them up.
    [[nodiscard]] bool apply() const noexcept;

private:
    void allow(const std::filesystem::path& path, std::uint64_t access);

    Descriptor ruleset_;
    std::uint64_t handled_ = 0;
};

}  // namespace freshet::net
