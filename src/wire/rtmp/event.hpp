#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/slice.hpp"
#include "media/codec.hpp"

namespace freshet::rtmp {

/// The peer wants to send a stream. Nothing more happens until accept_publish() or
/// refuse_publish().
struct PublishAsked {
    std::string app;
    std::string key;    // Empty when the peer named none.
    std::string query;  // Without the '?'.
    std::string type;   // "live", "record", "append", or whatever the peer wrote.
};

/// The peer wants to receive a stream. Nothing more happens until accept_play() or refuse_play().
struct PlayAsked {
    std::string app;
    std::string name;
    std::string query;
};

/// One audio or video message of an accepted publish, for flv::Demuxer.
struct MediaArrived {
    media::Kind kind = media::Kind::video;
    std::uint32_t timestamp_ms = 0;
    Slice body;
};

/// A data message of an accepted publish in AMF0, such as onMetaData, for flv::Demuxer.
struct MetadataArrived {
    Slice body;
};

/// The peer said that its broadcast is over. A connection that merely breaks gives no such event.
struct PublishEnded {};

struct PlayEnded {};

using Event =
    std::variant<PublishAsked, PlayAsked, MediaArrived, MetadataArrived, PublishEnded, PlayEnded>;

}  // namespace freshet::rtmp
