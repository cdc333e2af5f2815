#include "wire/rtmp/handshake_digest.hpp"

#include <algorithm>
#include <string_view>

#include "base/check.hpp"
#include "base/hmac.hpp"
#include "base/random.hpp"

namespace freshet::rtmp {
namespace {

constexpr std::string_view client_name = "Genuine Adobe Flash Player 001";
constexpr std::string_view server_name = "Genuine Adobe Flash Media Server 001";

/// What Adobe's players and servers append to their name when they prove that they saw a digest.
constexpr std::array<std::uint8_t, 32> secret{
    0xf0, 0xee, 0xc2, 0x4a, 0x80, 0x68, 0xbe, 0xe8, 0x2e, 0x00, 0xd0, 0xd1, 0x02, 0x9e, 0x7e, 0x57,
    0x6e, 0xec, 0x5d, 0x2d, 0x29, 0x80, 0x6f, 0xab, 0x93, 0xb8, 0xe6, 0x36, 0xcf, 0xeb, 0x31, 0xae};

std::string_view name_of(Signer signer) {
    return signer == Signer::client ? client_name : server_name;
}

/// The sum of the four bytes, within the 764-byte block that they begin.
std::size_t digest_offset(ByteSpan packet, DigestScheme scheme) {
    const auto place = static_cast<std::size_t>(scheme);
    std::size_t sum = 0;
    for (const auto byte : packet.subspan(place, 4)) sum += std::to_integer<std::size_t>(byte);
    return place + 4 + sum % 728;
}

/// The packet signed is the one without its digest.
Digest digest_of(ByteSpan packet, std::size_t offset, Signer signer) {
    Bytes rest(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(offset));
    append(rest, packet.subspan(offset + sizeof(Digest)));
    return hmac_sha256(name_of(signer), rest);
}

}  // namespace

std::optional<FoundDigest> find_digest(ByteSpan packet, Signer signer) {
    if (packet.size() != handshake_size) return std::nullopt;
    for (const auto scheme : {DigestScheme::place_at_772, DigestScheme::place_at_8}) {
        const auto offset = digest_offset(packet, scheme);
        const auto digest = digest_of(packet, offset, signer);
        if (std::ranges::equal(digest, packet.subspan(offset, digest.size())))
            return FoundDigest{scheme, digest};
    }
    return std::nullopt;
}

void sign(std::span<std::byte> packet, DigestScheme scheme, Signer signer) {
    FRESHET_CHECK(packet.size() == handshake_size);
    const auto offset = digest_offset(packet, scheme);
    const auto digest = digest_of(packet, offset, signer);
    std::ranges::copy(digest, packet.begin() + static_cast<std::ptrdiff_t>(offset));
}

Digest prove(ByteSpan packet, const Digest& digest, Signer signer) {
    FRESHET_CHECK(packet.size() == handshake_size);
    auto full_name = to_bytes(name_of(signer));
    append(full_name, std::as_bytes(std::span(secret)));
    const auto key = hmac_sha256(as_text(full_name), digest);
    return hmac_sha256(as_text(key), packet.first(handshake_size - sizeof(Digest)));
}

void append_digest_answer(Bytes& out, const FoundDigest& found) {
    Bytes s1(handshake_size);
    fill_random(std::span(s1).subspan(8));
    s1[4] =
        std::byte{3};  // A version that is not 0 says that there is a digest; Flash Media Server 3.
    sign(s1, found.scheme, Signer::server);

    Bytes s2(handshake_size);
    fill_random(s2);
    std::ranges::copy(prove(s2, found.digest, Signer::server), s2.end() - sizeof(Digest));

    append(out, s1);
    append(out, s2);
}

}  // namespace freshet::rtmp
