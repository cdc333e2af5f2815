#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/mp4/header_reader.hpp"

namespace freshet::mp4 {

struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    [[nodiscard]] std::uint64_t end() const { return offset + size; }
    bool operator==(const ByteRange&) const = default;
};

/// A moof with its mdat, and the time that it fills, in ticks of its track.
struct IndexedFragment {
    ByteRange bytes{};
    std::uint64_t start = 0;  // Of decoding.
    std::uint64_t duration = 0;
    std::uint64_t samples = 0;
    bool starts_with_keyframe = false;

    bool operator==(const IndexedFragment&) const = default;
};

/// Where everything is in a file of one track in fragments.
struct FragmentIndex {
    ByteRange init{};  // ftyp and moov.
    FragmentedHeader header{};
    std::vector<IndexedFragment> fragments{};
};

/// Indexes such a file (ISO/IEC 14496-12, 8.8) by a fraction of its bytes: says which it wants to
/// see, and is shown them. Knows nothing of files.
class FragmentIndexReader {
public:
    /// What one file may make us hold.
    struct Limits {
        std::uint64_t moov_bytes_max = std::uint64_t{1} << 20;
        std::uint64_t moof_bytes_max = std::uint64_t{4} << 20;
        std::size_t fragments_max = 100'000;
        std::uint64_t samples_max = 1'000'000;  // Of a fragment.
    };

    explicit FragmentIndexReader(std::uint64_t file_bytes)
        : FragmentIndexReader(file_bytes, Limits{}) {}
    FragmentIndexReader(std::uint64_t file_bytes, Limits limits)
        : limits_(limits), file_bytes_(file_bytes) {}

    /// The bytes that it needs next. Nothing: it has seen all that matters.
    [[nodiscard]] std::optional<ByteRange> wants() const;

    /// Takes exactly those. After an error there is nothing more to be had.
    Result<void> feed(ByteSpan bytes);

    /// At least one fragment, or an error.
    Result<FragmentIndex> finish() &&;

private:
    Result<void> take_head(ByteSpan bytes);
    Result<void> take_moov(ByteSpan box);
    Result<void> take_moof(ByteSpan box);

    Limits limits_;
    std::uint64_t file_bytes_;
    ByteRange box_{};               // The one that we are at.
    std::uint64_t head_bytes_ = 0;  // Of its size and type; 0: not read yet.
    std::uint32_t type_ = 0;
    bool has_header_ = false;
    bool in_fragment_ = false;  // A moof waits for its mdat.
    FragmentIndex index_;
};

}  // namespace freshet::mp4
