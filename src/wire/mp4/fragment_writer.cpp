#include "wire/mp4/fragment_writer.hpp"

#include "base/check.hpp"
#include "wire/mp4/box_writer.hpp"
#include "wire/mp4/init_writer.hpp"

namespace freshet::mp4 {

namespace {

using media::fourcc;

constexpr std::size_t box_head_bytes = 8;

/// 8.8.3.1: depends on others or not, and whether decoding can start.
std::uint32_t sample_flags(const Sample& sample) {
    return sample.is_sync ? 0x02000000u : 0x01010000u;
}

/// 8.8.8: each sample with duration, size, flags and signed composition offset. Gives where
/// data_offset stands.
std::size_t write_run(Bytes& out, std::span<const Sample> samples) {
    constexpr std::uint32_t present = 0x000f01;
    std::size_t offset_at = 0;
    full_box(out, {.type = fourcc("trun"), .version = 1, .flags = present}, [&] {
        append_be<4>(out, static_cast<std::uint32_t>(samples.size()));
        offset_at = out.size();
        append_be<4>(out, 0u);
        for (const auto& sample : samples) {
            append_be<4>(out, sample.duration);
            append_be<4>(out, static_cast<std::uint32_t>(sample.payload.size()));
            append_be<4>(out, sample_flags(sample));
            append_be<4>(out, static_cast<std::uint32_t>(sample.composition_offset));
        }
    });
    return offset_at;
}

}  // namespace

Fragment FragmentWriter::write(std::int64_t decode_time, std::span<const Sample> samples) {
    FRESHET_CHECK(!samples.empty() && decode_time >= 0);
    constexpr std::uint32_t default_base_is_moof = 0x020000;
    Fragment fragment;
    auto& out = fragment.head;
    std::size_t offset_at = 0;
    box(out, fourcc("moof"), [&] {
        full_box(out, {.type = fourcc("mfhd")}, [&] { append_be<4>(out, ++sequence_); });
        box(out, fourcc("traf"), [&] {
            full_box(out, {.type = fourcc("tfhd"), .flags = default_base_is_moof},
                     [&] { append_be<4>(out, track_id); });
            full_box(out, {.type = fourcc("tfdt"), .version = 1},
                     [&] { append_be<8>(out, static_cast<std::uint64_t>(decode_time)); });
            offset_at = write_run(out, samples);
        });
    });
    const auto data_offset = static_cast<std::uint32_t>(out.size() + box_head_bytes);
    for (std::size_t i = 0; i < 4; ++i)
        out[offset_at + i] = static_cast<std::byte>(data_offset >> (24 - 8 * i) & 0xff);

    std::size_t payload_bytes = 0;
    fragment.payload.reserve(samples.size());
    for (const auto& sample : samples) {
        payload_bytes += sample.payload.size();
        fragment.payload.push_back(sample.payload);
    }
    append_be<4>(out, static_cast<std::uint32_t>(payload_bytes + box_head_bytes));
    append_be(out, fourcc("mdat"));
    fragment.size_bytes = out.size() + payload_bytes;
    return fragment;
}

}  // namespace freshet::mp4
