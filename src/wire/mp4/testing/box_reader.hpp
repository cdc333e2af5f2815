#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace freshet::mp4::testing {

struct Box {
    std::string_view type{};
    ByteSpan body{};
};

/// The boxes that lie side by side in these bytes; nothing when their sizes do not add up.
inline std::optional<std::vector<Box>> boxes_in(ByteSpan bytes) {
    std::vector<Box> boxes;
    ByteReader reader(bytes);
    while (!reader.empty()) {
        const auto size = reader.u32();
        const auto type = reader.take(4);
        if (!size || !type || *size < 8) return std::nullopt;
        const auto body = reader.take(*size - 8);
        if (!body) return std::nullopt;
        boxes.push_back({as_text(*type), *body});
    }
    return boxes;
}

/// The body of the box at the end of the path, each the first of its name.
inline std::optional<ByteSpan> find(ByteSpan bytes, std::initializer_list<std::string_view> path) {
    for (const auto name : path) {
        const auto boxes = boxes_in(bytes);
        if (!boxes) return std::nullopt;
        std::optional<ByteSpan> found;
        for (const auto& box : *boxes) {
            if (box.type == name && !found) found = box.body;
        }
        if (!found) return std::nullopt;
        bytes = *found;
    }
    return bytes;
}

inline std::uint32_t number_at(ByteSpan bytes, std::size_t offset) {
    return ByteReader(bytes.subspan(offset)).u32().value();
}

}  // namespace freshet::mp4::testing
