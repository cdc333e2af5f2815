#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::bench {

/// One FLV tag as it will be published: coded pictures carry a stamp that is still to be set.
struct FlvTag {
    std::uint8_t type = 0;  // FLV 10.1, E.4.1: 8 audio, 9 video, 18 script data.
    std::uint32_t time_ms = 0;
    Bytes body;
    std::optional<std::size_t> stamp_at;  // Where in the body the stamp's digits stand.
    bool setup = false;                   // Metadata and sequence headers: sent once, in front.
    bool keyframe = false;

    /// Head, body and the size behind it (FLV 10.1, E.3 and E.4.1).
    [[nodiscard]] std::size_t flv_bytes() const { return 11 + body.size() + 4; }
};

/// The tags of an FLV file of H.264 (with 4-byte NAL lengths) and AAC. Throws on a file that cannot
/// be read, is beyond 1 GiB or holds something else.
[[nodiscard]] std::vector<FlvTag> load_flv(const std::string& path);

/// The same from memory. Gives nothing where it is malformed or no stamp could be put in.
[[nodiscard]] std::optional<std::vector<FlvTag>> read_flv(ByteSpan file);

/// An FLV tag on the wire, at a time of the caller's choosing.
void append_flv(Bytes& out, const FlvTag& tag, std::uint32_t time_ms);

/// What stands in front of the first tag (FLV 10.1, E.2): sound and picture follow.
[[nodiscard]] Bytes flv_file_head();

}  // namespace freshet::bench
