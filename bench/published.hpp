#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace freshet::bench {

/// What a publisher has let go since it began: counted before the bytes are written, since a viewer
/// may have them before write() has returned.
struct Published {
    std::atomic<std::uint64_t> flv_bytes;     // Tags whole: head, body, trailing size.
    std::atomic<std::uint64_t> video_frames;  // Coded pictures.
    std::atomic<std::uint64_t> tags;
};

/// That count in a file which publisher and viewers map: the share delivered is what came over what
/// was let go.
class PublishedFile {
public:
    /// Makes the file, or takes it over and sets it to nothing. Throws.
    static PublishedFile create(const std::string& path);

    /// Looks at what somebody else counts. Throws when there is no such file.
    static PublishedFile open(const std::string& path);

    PublishedFile(const PublishedFile&) = delete;
    PublishedFile& operator=(const PublishedFile&) = delete;
    ~PublishedFile();

    [[nodiscard]] Published& count() { return *count_; }

private:
    PublishedFile(const std::string& path, int flags);

    Published* count_ = nullptr;
};

}  // namespace freshet::bench
