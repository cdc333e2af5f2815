#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace freshet::sockets {

/// By which a client's requests find its session: the lane that it lives on, and 120 bits that
/// nobody can guess, of which the first 64 are its serial there.
struct SessionId {
    std::array<std::byte, 16> bytes{};

    [[nodiscard]] static SessionId make(std::size_t lane);
    [[nodiscard]] static std::optional<SessionId> parse(std::string_view text);

    [[nodiscard]] std::size_t lane() const;
    [[nodiscard]] std::uint64_t serial() const;

    friend bool operator==(const SessionId&, const SessionId&) = default;
};

[[nodiscard]] std::string to_string(const SessionId& id);

/// A name that nobody can guess: 120 bits.
[[nodiscard]] std::string make_secret_name();

}  // namespace freshet::sockets
