#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.hpp"
#include "wire/mp4/fragment_index.hpp"

// What workers do with files of this machine. All of it blocks.
namespace freshet::work {

/// Reads the headers of a file of fragments.
Result<mp4::FragmentIndex> index_file(const std::filesystem::path& file);

/// The size of a file; 0 when there is none.
std::uint64_t size_of(const std::filesystem::path& file);

/// How much room there is below a folder for us.
std::uint64_t room_in(const std::filesystem::path& folder);

/// An empty folder of that name, with `made` in it, whatever lay there before. Throws what the
/// file system says.
void make_workspace(const std::filesystem::path& folder);

/// Removes what is there; what cannot be removed is left for the next sweep.
void remove_quietly(const std::filesystem::path& path);

}  // namespace freshet::work
