#include "bench/stamp.hpp"

#include <algorithm>
#include <charconv>

namespace freshet::bench {

namespace {

constexpr std::string_view uuid = "freshet-bench-ts";

using Micros = std::chrono::microseconds;

}  // namespace

Bytes make_stamp() {
    Bytes nal;
    const auto message_bytes = static_cast<std::uint8_t>(uuid.size() + stamp_digits);
    append_be(nal, std::uint32_t{message_bytes + 4u});
    append_be(nal, std::uint8_t{6});  // nal_unit_type 6 (ITU-T H.264, 7.4.1): SEI.
    append_be(nal, std::uint8_t{5});  // payloadType 5 (D.1): user data unregistered.
    append_be(nal, message_bytes);
    append(nal, uuid);
    nal.resize(nal.size() + stamp_digits, std::byte{'0'});
    append_be(nal, std::uint8_t{0x80});  // rbsp_trailing_bits.
    return nal;
}

void set_stamp(std::span<std::byte, stamp_digits> digits, MonoTime when) {
    auto left = static_cast<std::uint64_t>(
        std::chrono::duration_cast<Micros>(when.time_since_epoch()).count());
    for (auto place = digits.rbegin(); place != digits.rend(); ++place) {
        *place = static_cast<std::byte>("0123456789abcdef"[left & 15]);
        left >>= 4;
    }
}

std::optional<MonoTime> find_stamp(ByteSpan bytes) {
    const auto text = as_text(bytes);
    const auto at = text.find(uuid);
    if (at == text.npos) return std::nullopt;
    const auto digits = text.substr(at + uuid.size());
    if (digits.size() < stamp_digits) return std::nullopt;

    std::int64_t micros = 0;
    const auto* end = digits.data() + stamp_digits;
    if (std::from_chars(digits.data(), end, micros, 16).ptr != end) return std::nullopt;
    return MonoTime(Micros(micros));
}

}  // namespace freshet::bench
