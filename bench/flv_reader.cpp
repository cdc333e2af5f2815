#include "bench/flv_reader.hpp"

#include <algorithm>

namespace freshet::bench {

namespace {

constexpr std::size_t file_head_bytes = 9 + 4;
constexpr std::size_t tag_head_bytes = 11;

}  // namespace

std::optional<Arrival> FlvReader::take(ByteSpan& input) {
    while (!input.empty() && !broken_) {
        switch (part_) {
            case Part::file_head:
                if (!gather(input, file_head_bytes)) break;
                broken_ = as_text(ByteSpan(small_).first(3)) != "FLV";
                part_ = Part::tag_head;
                break;
            case Part::tag_head:
                if (gather(input, tag_head_bytes)) open_tag();
                break;
            case Part::body:
                if (!read_body(input)) break;
                return Arrival{.type = type_,
                               .body_bytes = body_bytes_,
                               .head = ByteSpan(head_).first(
                                   std::min<std::size_t>(body_bytes_, head_.size()))};
            case Part::tag_size:
                if (gather(input, 4)) part_ = Part::tag_head;
                break;
        }
    }
    return std::nullopt;
}

/// Whether `small_` now holds the `size` bytes of the part.
bool FlvReader::gather(ByteSpan& input, std::size_t size) {
    const auto piece = input.first(std::min(input.size(), size - got_));
    std::ranges::copy(piece, small_.begin() + got_);
    input = input.subspan(piece.size());
    got_ += static_cast<std::uint32_t>(piece.size());
    if (got_ < size) return false;
    got_ = 0;
    return true;
}

void FlvReader::open_tag() {
    ByteReader head(small_);
    type_ = head.u8().value_or(0) & 0x1f;
    body_bytes_ = static_cast<std::uint32_t>(head.be<3>().value_or(0));
    part_ = body_bytes_ == 0 ? Part::tag_size : Part::body;
    if (type_ != 8 && type_ != 9 && type_ != 18) broken_ = true;
}

/// Whether this was the end of the body.
bool FlvReader::read_body(ByteSpan& input) {
    const auto piece = input.first(std::min<std::size_t>(input.size(), body_bytes_ - got_));
    if (got_ < head_.size()) {
        std::ranges::copy(piece.first(std::min(piece.size(), head_.size() - got_)),
                          head_.begin() + got_);
    }
    input = input.subspan(piece.size());
    got_ += static_cast<std::uint32_t>(piece.size());
    if (got_ < body_bytes_) return false;
    got_ = 0;
    part_ = Part::tag_size;
    return true;
}

}  // namespace freshet::bench
