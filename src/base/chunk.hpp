#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/cursor_log.hpp"
#include "base/slice.hpp"

namespace freshet {

/// Bytes that are the same for all who read a log, in the pieces in which they are written one
/// after another. Immutable once it is in a log; shared by all cursors.
struct Chunk {
    /// What stands before this chunk for a reader that begins with it.
    struct Start {
        Slice for_newcomers;  // Who has had nothing yet.
        Slice for_returning;  // Who fell off the log and had the preface of an older `version`.
        std::uint32_t version = 0;  // Rises when `for_returning` says something new.
    };

    std::vector<Slice> pieces;
    std::size_t size_bytes = 0;  // Of all pieces.
    std::optional<Start> start;  // None: nobody begins here.
};

using ChunkPtr = std::shared_ptr<const Chunk>;
using ChunkLog = CursorLog<ChunkPtr>;

/// A chunk of these pieces.
inline ChunkPtr make_chunk(std::vector<Slice> pieces,
                           std::optional<Chunk::Start> start = std::nullopt) {
    std::size_t size = 0;
    for (const auto& piece : pieces) size += piece.size();
    return std::make_shared<const Chunk>(std::move(pieces), size, std::move(start));
}

}  // namespace freshet
