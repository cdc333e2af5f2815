#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "bench/conversation.hpp"

namespace freshet::bench {

/// Steps through FLV (10.1, E.2 to E.4), cut anywhere, without copying more of a tag than is looked
/// at.
class FlvReader {
public:
    /// The next tag that ends in `input`, which moves on past it. Nothing: `input` is used up, or
    /// is no FLV.
    std::optional<Arrival> take(ByteSpan& input);

    [[nodiscard]] bool is_broken() const { return broken_; }

private:
    enum class Part { file_head, tag_head, body, tag_size };

    bool gather(ByteSpan& input, std::size_t size);
    void open_tag();
    bool read_body(ByteSpan& input);

    Part part_ = Part::file_head;
    bool broken_ = false;
    std::uint8_t type_ = 0;
    std::uint32_t body_bytes_ = 0;
    std::uint32_t got_ = 0;  // Of the part that is being read.
    std::array<std::byte, 13> small_{};
    std::array<std::byte, inspected_bytes_max> head_{};
};

}  // namespace freshet::bench
