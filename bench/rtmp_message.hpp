#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace freshet::bench {

/// The chunk size that our publisher announces and writes with (RTMP 1.0, 5.4.1).
inline constexpr std::uint32_t publish_chunk_bytes = 60'000;

/// RTMP 1.0, 5.4 and 7.1; 8 and 9 are as in FLV.
enum class MessageType : std::uint8_t {
    set_chunk_size = 1,
    acknowledgement = 3,
    user_control = 4,
    window_size = 5,
    data = 18,
    command = 20,
};

struct MessageHead {
    std::uint8_t type = 0;
    std::uint32_t chunk_stream = 3;  // 2 to 63.
    std::uint32_t stream = 0;
    std::uint32_t time_ms = 0;  // Below 0xffffff: no run is longer than an hour.
};

/// Appends a message in chunks of type 0, then 3 (5.3.1.2), and says where in `out` its body
/// begins.
std::size_t append_message(Bytes& out, const MessageHead& head, ByteSpan body,
                           std::uint32_t chunk_bytes);

/// Writes the few AMF0 values that a client says (AMF0, 2.2 to 2.7).
class Amf0 {
public:
    Amf0& text(std::string_view value);
    Amf0& number(double value);
    Amf0& null();

    /// An object whose members are all text.
    Amf0& begin_object();
    Amf0& member(std::string_view name, std::string_view value);
    Amf0& end_object();

    [[nodiscard]] const Bytes& bytes() const { return bytes_; }

private:
    void bare_text(std::string_view value);

    Bytes bytes_;
};

}  // namespace freshet::bench
