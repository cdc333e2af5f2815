#include "serve/sockets/session_id.hpp"

#include <algorithm>
#include <span>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::sockets {

SessionId SessionId::make(std::size_t lane) {
    FRESHET_CHECK(lane < 256);
    SessionId id;
    id.bytes[0] = static_cast<std::byte>(lane);
    fill_random(std::span(id.bytes).subspan(1));
    return id;
}

std::optional<SessionId> SessionId::parse(std::string_view text) {
    const auto bytes = from_base64url(text);
    SessionId id;
    if (!bytes || bytes->size() != id.bytes.size()) return std::nullopt;
    std::ranges::copy(*bytes, id.bytes.begin());
    return id;
}

std::size_t SessionId::lane() const { return std::to_integer<std::size_t>(bytes[0]); }

std::uint64_t SessionId::serial() const {
    return ByteReader(ByteSpan(bytes).subspan(1)).u64().value_or(0);
}

std::string to_string(const SessionId& id) { return to_base64url(id.bytes); }

std::string make_secret_name() {
    std::array<std::byte, 15> bytes{};
    fill_random(bytes);
    return to_base64url(bytes);
}

}  // namespace freshet::sockets
