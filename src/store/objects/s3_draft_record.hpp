#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "store/objects/key.hpp"
#include "store/objects/s3_multipart.hpp"

namespace freshet::objects {

/// What a bucket has to keep of a draft at one moment, so that anybody can go on with it: which
/// parts it was sent, and the bytes behind them that are too few for one. An object of its own,
/// whose name no key can have and tells how long the draft is.
struct S3DraftRecord {
    std::string upload;  // Empty: there are no parts yet.
    std::vector<S3Part> parts;
    Bytes tail;

    [[nodiscard]] Bytes to_bytes() const;

    /// Nothing: it is not what `to_bytes` writes.
    [[nodiscard]] static std::optional<S3DraftRecord> parse(ByteSpan bytes);

    [[nodiscard]] std::uint64_t parts_bytes() const;

    bool operator==(const S3DraftRecord&) const = default;
};

/// Of which draft a record is, and how long it was.
struct S3RecordName {
    static constexpr std::string_view folder = ".drafts/";

    /// How the names of all its records begin; and what comes after all of them, and before those
    /// of the next key, for a comma comes before all that may stand in a key.
    [[nodiscard]] static std::string prefix_of(const Key& key);
    [[nodiscard]] static std::string end_of(const Key& key);

    [[nodiscard]] static std::optional<S3RecordName> parse(std::string_view name);
    [[nodiscard]] std::string text() const;

    Key key;
    std::uint64_t size = 0;
};

}  // namespace freshet::objects
