#include "store/objects/folder_listing.hpp"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>

#include "net/descriptor.hpp"
#include "store/objects/local_files.hpp"

namespace freshet::objects {

namespace fs = std::filesystem;

namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

/// What lies in a folder, in the order of keys: folders end with the slash that they have there.
std::vector<std::string> names_in(const fs::path& path) {
    std::vector<std::string> names;
    const OpenFolder folder(::opendir(path.c_str()));
    if (!folder) {
        if (errno != ENOENT && errno != ENOTDIR) (void)refused("list", path);
        return names;
    }
    while (const auto* entry = ::readdir(folder.get())) {
        if (entry->d_name[0] == '.') continue;  // No key's, or ours.
        std::string name = entry->d_name;
        if (entry->d_type == DT_DIR) {
            names.push_back(std::move(name) + '/');
        } else if (entry->d_type == DT_REG) {
            names.push_back(std::move(name));
        } else if (entry->d_type == DT_UNKNOWN) {  // Some file systems do not say.
            if (fs::is_directory(path / name)) name += '/';
            names.push_back(std::move(name));
        }
    }
    std::ranges::sort(names);
    return names;
}

WallTime modified_at(const struct stat& facts) {
    return WallTime(std::chrono::floor<std::chrono::milliseconds>(
        std::chrono::seconds(facts.st_mtim.tv_sec) +
        std::chrono::nanoseconds(facts.st_mtim.tv_nsec)));
}

/// Walks a tree of files in the order of their keys.
class Walk {
public:
    Walk(const fs::path& root, std::string_view after, std::size_t count)
        : root_(root), after_(after), count_(count) {}

    void enter(const std::string& folder) {
        for (const auto& name : names_in(root_ / folder)) {
            if (found.size() == count_) return;
            const auto text = folder + name;
            if (text.ends_with('/')) {
                if (!is_passed(text)) enter(text);
            } else if (text > after_) {
                take(text);
            }
        }
    }

    std::vector<Listed> found;

private:
    /// Whether every key that begins so comes before those that are asked for.
    [[nodiscard]] bool is_passed(std::string_view folder) const {
        return after_ > folder && !after_.starts_with(folder);
    }

    void take(const std::string& text) {
        struct stat facts{};
        const auto key = Key::parse(text);
        if (!key || ::lstat((root_ / text).c_str(), &facts) != 0) return;
        found.push_back({.key = *key,
                         .size = static_cast<std::uint64_t>(facts.st_size),
                         .modified_at = modified_at(facts)});
    }

    const fs::path& root_;
    std::string_view after_;
    std::size_t count_;
};

}  // namespace

std::vector<Listed> list_files(const fs::path& root, const std::optional<Key>& folder,
                               const std::optional<Key>& after, std::size_t count) {
    Walk walk(root, after ? std::string_view(after->text()) : std::string_view(), count);
    walk.enter(folder ? folder->text() + '/' : std::string());
    return std::move(walk.found);
}

}  // namespace freshet::objects
