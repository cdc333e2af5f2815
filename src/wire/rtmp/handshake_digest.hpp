#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.hpp"

namespace freshet::rtmp {

/// The size of C1, C2, S1 and S2 (RTMP 1.0, 5.2.3).
inline constexpr std::size_t handshake_size = 1536;

using Digest = std::array<std::byte, 32>;

/// Who signs. Adobe never published the digest handshake; this is how Flash players and all servers
/// do it.
enum class Signer : std::uint8_t { client, server };

/// Where in C1 and S1 the four bytes stand that say where the digest is.
enum class DigestScheme : std::uint16_t { place_at_8 = 8, place_at_772 = 772 };

struct FoundDigest {
    DigestScheme scheme = DigestScheme::place_at_8;
    Digest digest{};
};

/// The digest in a C1 or S1 of `signer`; nothing when there is none (a plain handshake).
[[nodiscard]] std::optional<FoundDigest> find_digest(ByteSpan packet, Signer signer);

/// Writes the digest into our C1 or S1, which must be `handshake_size` long.
void sign(std::span<std::byte> packet, DigestScheme scheme, Signer signer);

/// What the last 32 bytes of a C2 or S2 must be: proof that its sender saw `digest` in the other's
/// packet.
[[nodiscard]] Digest prove(ByteSpan packet, const Digest& digest, Signer signer);

/// Appends S1 and S2 for a client whose C1 held `found`.
void append_digest_answer(Bytes& out, const FoundDigest& found);

}  // namespace freshet::rtmp
