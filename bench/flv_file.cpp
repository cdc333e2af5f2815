#include "bench/flv_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "bench/stamp.hpp"

namespace freshet::bench {

namespace {

constexpr std::uintmax_t file_bytes_max = 1u << 30;
constexpr std::size_t avc_head_bytes = 5;  // Frame type and codec, packet type, composition time.

std::uint8_t at(const Bytes& body, std::size_t index) {
    return index < body.size() ? std::to_integer<std::uint8_t>(body[index]) : 0;
}

/// The tag's head and body; nothing when the file ends inside it.
std::optional<FlvTag> take_tag(ByteReader& input) {
    const auto type = input.u8();
    const auto size = input.be<3>();
    const auto time_low = input.be<3>();
    const auto time_high = input.u8();
    if (!type || !size || !time_low || !time_high || !input.skip(3)) return std::nullopt;
    const auto body = input.take(*size);
    if (!body || !input.skip(4)) return std::nullopt;

    FlvTag tag;
    tag.type = *type & 0x1f;
    tag.time_ms = static_cast<std::uint32_t>(std::uint64_t{*time_high} << 24 | *time_low);
    tag.body.assign(body->begin(), body->end());
    return tag;
}

enum class Use { drop, setup, media, unusable };

/// FLV 10.1, E.4.2.1 and E.4.3.1.
Use use_of(const FlvTag& tag) {
    if (tag.type == 18) return Use::setup;
    if (tag.type == 8)
        return at(tag.body, 0) >> 4 == 10 && at(tag.body, 1) == 0 ? Use::setup : Use::media;
    if (tag.type != 9) return Use::drop;
    if ((at(tag.body, 0) & 15) != 7 || tag.body.size() < avc_head_bytes) return Use::unusable;
    switch (at(tag.body, 1)) {
        case 0:  // lengthSizeMinusOne (ISO/IEC 14496-15, 5.3.3.1.2) must say 4 bytes: the stamp is
                 // one of them.
            return (at(tag.body, avc_head_bytes + 4) & 3) == 3 ? Use::setup : Use::unusable;
        case 1: return Use::media;
        default: return Use::drop;  // End of sequence: it begins again.
    }
}

void put_stamp_in(FlvTag& tag) {
    const auto stamp = make_stamp();
    tag.body.insert(tag.body.begin() + avc_head_bytes, stamp.begin(), stamp.end());
    tag.stamp_at = avc_head_bytes + stamp_digits_offset;
    tag.keyframe = at(tag.body, 0) >> 4 == 1;
}

}  // namespace

std::optional<std::vector<FlvTag>> read_flv(ByteSpan file) {
    ByteReader input(file);
    const auto signature = input.take(3);
    if (!signature || as_text(*signature) != "FLV" || !input.skip(6 + 4)) return std::nullopt;

    std::vector<FlvTag> tags;
    while (auto tag = take_tag(input)) {
        const auto use = use_of(*tag);
        if (use == Use::unusable) return std::nullopt;
        if (use == Use::drop) continue;
        tag->setup = use == Use::setup;
        if (use == Use::media && tag->type == 9) put_stamp_in(*tag);
        tags.push_back(std::move(*tag));
    }
    return tags;
}

std::vector<FlvTag> load_flv(const std::string& path) {
    const auto size = std::filesystem::file_size(path);
    if (size > file_bytes_max) throw std::runtime_error(path + ": larger than 1 GiB");
    std::ifstream file(path, std::ios::binary);
    Bytes bytes(size);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!file) throw std::runtime_error(path + ": cannot be read");

    auto tags = read_flv(bytes);
    if (!tags) throw std::runtime_error(path + ": not an FLV file of H.264 and AAC");
    return std::move(*tags);
}

void append_flv(Bytes& out, const FlvTag& tag, std::uint32_t time_ms) {
    append_be(out, tag.type);
    append_be<3>(out, static_cast<std::uint32_t>(tag.body.size()));
    append_be<3>(out, time_ms & 0xffffffu);
    append_be<1>(out, time_ms >> 24);
    append_be<3>(out, 0u);  // Stream id, always 0.
    append(out, tag.body);
    append_be(out, static_cast<std::uint32_t>(11 + tag.body.size()));
}

Bytes flv_file_head() {
    Bytes head = to_bytes("FLV");
    append_be(head, std::uint8_t{1});  // Version.
    append_be(head, std::uint8_t{5});  // Audio and video.
    append_be(head, std::uint32_t{9});
    append_be(head, std::uint32_t{0});  // The size of the tag before the first.
    return head;
}

}  // namespace freshet::bench
