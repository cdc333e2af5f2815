#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/slice.hpp"

namespace freshet::flv {

/// One tag of an FLV stream. Its type is a TagType, or one that is to be passed over.
struct Tag {
    std::uint8_t type = 0;
    std::uint32_t timestamp_ms = 0;
    Slice body;
};

/// Takes an FLV byte stream apart into tags (FLV 10.1, E.2 to E.4). After an error it is of no more
/// use. Knows nothing of files, sockets or threads.
class FileReader {
public:
    /// What a stream may make us remember.
    struct Limits {
        std::size_t tag_bytes_max = 8 * 1024 * 1024;
    };

    explicit FileReader(Limits limits) : limits_(limits) {}

    /// Takes bytes cut anywhere.
    void feed(ByteSpan input);

    /// The next whole tag, or nothing until more is fed.
    Result<std::optional<Tag>> next();

private:
    Result<bool> read_file_header();

    Limits limits_;
    Bytes unread_;
    std::size_t read_ = 0;  // How much of unread_ has been taken.
    bool header_read_ = false;
};

}  // namespace freshet::flv
