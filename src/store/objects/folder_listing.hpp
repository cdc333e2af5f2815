#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "store/objects/store.hpp"

namespace freshet::objects {

/// Files below `root` as a store lists objects: those whose keys lie below `folder` (none: all) and
/// come after `after`, the first `count` of them. Blocks. What goes while it looks may be missing;
/// what has no key's name is passed over. Throws an Outage.
[[nodiscard]] std::vector<Listed> list_files(const std::filesystem::path& root,
                                             const std::optional<Key>& folder,
                                             const std::optional<Key>& after, std::size_t count);

}  // namespace freshet::objects
