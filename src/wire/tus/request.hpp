#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/tus/metadata.hpp"

namespace freshet::tus {

inline constexpr std::string_view version = "1.0.0";
inline constexpr std::string_view bytes_type = "application/offset+octet-stream";

/// Finds a field of a request by its name, which knows no case.
using Fields = std::function<std::optional<std::string_view>(std::string_view name)>;

enum class Algorithm : std::uint8_t { md5, sha1, sha256 };

/// What the bytes of one request are to come to.
struct Checksum {
    Algorithm algorithm = Algorithm::sha1;
    Bytes digest{};

    bool operator==(const Checksum&) const = default;
};

/// "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=". Errc::unknown_checksum, malformed.
[[nodiscard]] Result<Checksum> read_checksum(std::string_view field);

/// A POST to where uploads begin.
struct Creation {
    std::optional<std::uint64_t> length{};  // None: it will be told later.
    Metadata metadata{};
    std::string metadata_text{};  // As it came, to be told again.
    bool has_bytes = false;       // Its body is the beginning of the upload.
    std::optional<Checksum> checksum{};
};

/// A PATCH.
struct Continuation {
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length{};  // Of an upload that had none.
    std::optional<Checksum> checksum{};
};

/// Errc::unsupported_version: the request is not to be looked at.
[[nodiscard]] Result<void> check_version(const Fields& fields);

/// Errc::malformed, bad_metadata, wrong_content_type, unknown_checksum, no_concatenation.
[[nodiscard]] Result<Creation> read_creation(const Fields& fields);

/// Errc::malformed, wrong_content_type, unknown_checksum.
[[nodiscard]] Result<Continuation> read_continuation(const Fields& fields);

}  // namespace freshet::tus
