#include "wire/mp4/fragment_index.hpp"

#include <algorithm>
#include <utility>

#include "wire/mp4/box_reader.hpp"
#include "wire/mp4/error.hpp"

namespace freshet::mp4 {

namespace {

using media::fourcc;

constexpr std::uint64_t head_bytes_max = 16;  // With a 64-bit size.
// Far beyond any time, and far below where sums of such numbers would wrap.
constexpr std::uint64_t ticks_max = std::uint64_t{1} << 56;

constexpr std::uint32_t non_sync_flag = 0x00010000;  // 8.8.3.1

/// tfhd (8.8.7), as far as it matters here.
struct TrackDefaults {
    std::uint32_t duration = 0;
    std::uint32_t flags = 0;
};

std::optional<TrackDefaults> read_tfhd(ByteSpan body, const FragmentedHeader& header) {
    TrackDefaults defaults{.duration = header.default_duration, .flags = header.default_flags};
    ByteReader reader(body);
    const auto flags = reader.u32();
    if (!flags || !reader.skip(4)) return std::nullopt;
    if ((*flags & 0x01) != 0 && !reader.skip(8)) return std::nullopt;
    if ((*flags & 0x02) != 0 && !reader.skip(4)) return std::nullopt;
    const auto take = [&reader, &flags](std::uint32_t flag, std::uint32_t& value) {
        if ((*flags & flag) == 0) return true;
        const auto number = reader.u32();
        value = number.value_or(0);
        return number.has_value();
    };
    std::uint32_t size = 0;
    if (!take(0x08, defaults.duration) || !take(0x10, size) || !take(0x20, defaults.flags))
        return std::nullopt;
    return defaults;
}

/// tfdt (8.8.12)
std::optional<std::uint64_t> read_tfdt(ByteSpan body) {
    ByteReader reader(body);
    const auto version = reader.u8();
    if (!version || !reader.skip(3)) return std::nullopt;
    if (*version == 1) return reader.u64();
    return reader.u32();
}

/// What one trun (8.8.8) adds to its fragment.
struct Run {
    std::uint64_t duration = 0;
    std::uint64_t samples = 0;
    bool starts_with_keyframe = false;
};

std::optional<Run> read_trun(ByteSpan body, const TrackDefaults& defaults,
                             std::uint64_t samples_max) {
    ByteReader reader(body);
    const auto flags = reader.u32();
    const auto count = reader.u32();
    if (!flags || !count || *count > samples_max) return std::nullopt;
    if ((*flags & 0x01) != 0 && !reader.skip(4)) return std::nullopt;
    auto first_flags = defaults.flags;
    if ((*flags & 0x04) != 0) {
        const auto given = reader.u32();
        if (!given) return std::nullopt;
        first_flags = *given;
    }
    const bool has_duration = (*flags & 0x100) != 0;
    const bool has_size = (*flags & 0x200) != 0;
    const bool has_flags = (*flags & 0x400) != 0;
    const bool has_offset = (*flags & 0x800) != 0;
    const std::size_t rest = 4u * (std::size_t{has_size} + has_flags + has_offset);
    Run run{.samples = *count};
    if (!has_duration) run.duration = std::uint64_t{defaults.duration} * *count;
    for (std::uint32_t i = 0; i < *count && (has_duration || (has_flags && i == 0)); ++i) {
        const auto duration = has_duration ? reader.u32() : defaults.duration;
        const auto behind = reader.take(rest);
        if (!duration || !behind) return std::nullopt;
        if (has_duration) run.duration += *duration;
        if (has_flags && i == 0)
            first_flags = ByteReader(behind->subspan(has_size ? 4 : 0)).u32().value();
    }
    run.starts_with_keyframe = (first_flags & non_sync_flag) == 0;
    return run;
}

}  // namespace

std::optional<ByteRange> FragmentIndexReader::wants() const {
    const auto left = file_bytes_ - box_.offset;
    if (left == 0) return std::nullopt;
    if (head_bytes_ == 0) return ByteRange{box_.offset, std::min(left, head_bytes_max)};
    return box_;
}

Result<void> FragmentIndexReader::feed(ByteSpan bytes) {
    if (head_bytes_ == 0) {
        if (const auto taken = take_head(bytes); !taken) return taken;
        if (type_ == fourcc("moov") || type_ == fourcc("moof")) return {};  // Wants all of it.
        if (type_ == fourcc("mdat") && std::exchange(in_fragment_, false)) {
            auto& fragment = index_.fragments.back().bytes;
            fragment.size = box_.end() - fragment.offset;
        }
    } else {
        const auto body = bytes.subspan(head_bytes_);
        if (const auto taken = type_ == fourcc("moov") ? take_moov(body) : take_moof(body); !taken)
            return taken;
    }
    box_ = {.offset = box_.end(), .size = 0};
    head_bytes_ = 0;
    return {};
}

/// 4.2: a size of 1 means that it stands behind the type, one of 0 that the box goes to the end.
Result<void> FragmentIndexReader::take_head(ByteSpan bytes) {
    ByteReader reader(bytes);
    const auto size = reader.u32();
    const auto type = reader.u32();
    if (!size || !type) return fail(Errc::malformed);
    head_bytes_ = 8;
    box_.size = *size;
    if (*size == 0) box_.size = file_bytes_ - box_.offset;
    if (*size == 1) {
        const auto large = reader.u64();
        if (!large) return fail(Errc::malformed);
        head_bytes_ = head_bytes_max;
        box_.size = *large;
    }
    if (box_.size < head_bytes_ || box_.size > file_bytes_ - box_.offset)
        return fail(Errc::malformed);
    type_ = *type;
    if (type_ == fourcc("moov") && box_.size > limits_.moov_bytes_max)
        return fail(Errc::over_limit);
    if (type_ == fourcc("moof") && box_.size > limits_.moof_bytes_max)
        return fail(Errc::over_limit);
    return {};
}

Result<void> FragmentIndexReader::take_moov(ByteSpan body) {
    if (has_header_) return fail(Errc::malformed);
    auto header = read_fragmented_header(body);
    if (!header) return std::unexpected(header.error());
    index_.header = std::move(*header);
    index_.init = {.offset = 0, .size = box_.end()};
    has_header_ = true;
    return {};
}

Result<void> FragmentIndexReader::take_moof(ByteSpan body) {
    if (!has_header_ || in_fragment_) return fail(Errc::malformed);
    if (index_.fragments.size() == limits_.fragments_max) return fail(Errc::over_limit);
    const auto traf = find_box(body, fourcc("traf"));
    if (!traf) return fail(Errc::malformed);
    const auto tfhd = find_box(*traf, fourcc("tfhd"));
    const auto tfdt = find_box(*traf, fourcc("tfdt"));
    if (!tfhd || !tfdt) return fail(Errc::malformed);
    const auto defaults = read_tfhd(*tfhd, index_.header);
    const auto start = read_tfdt(*tfdt);
    if (!defaults || !start || *start > ticks_max) return fail(Errc::malformed);
    IndexedFragment fragment{.bytes = box_, .start = *start};
    BoxReader boxes(*traf);
    while (const auto box = boxes.next()) {
        if (box->type != fourcc("trun")) continue;
        const auto run = read_trun(box->body, *defaults, limits_.samples_max - fragment.samples);
        if (!run) return fail(Errc::malformed);
        if (fragment.samples == 0) fragment.starts_with_keyframe = run->starts_with_keyframe;
        fragment.samples += run->samples;
        fragment.duration += run->duration;
    }
    if (!boxes.ok() || fragment.samples == 0 || fragment.duration > ticks_max)
        return fail(Errc::malformed);
    if (!index_.fragments.empty() && index_.fragments.back().start > fragment.start)
        return fail(Errc::malformed);
    index_.fragments.push_back(fragment);
    in_fragment_ = true;
    return {};
}

Result<FragmentIndex> FragmentIndexReader::finish() && {
    if (wants() || in_fragment_ || index_.fragments.empty()) return fail(Errc::malformed);
    return std::move(index_);
}

}  // namespace freshet::mp4
