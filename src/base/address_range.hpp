#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace freshet {

/// An address as 16 bytes; IPv4 in its IPv4-mapped form (RFC 4291, 2.5.5.2), so that both families
/// compare alike.
using AddressBytes = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);

/// Addresses that begin with the same bits: "10.0.0.0/8", "2001:db8::/64". Its other bits are zero.
class AddressRange {
public:
    /// A single address is a range of its own.
    [[nodiscard]] static std::optional<AddressRange> parse(std::string_view text);

    /// What one customer is likely to have: an IPv4 address, or the /64 of an IPv6 address. Nothing
    /// for what is no address.
    [[nodiscard]] static std::optional<AddressRange> of_customer(std::string_view address);

    /// All addresses that begin with so many of the 128 bits of this one.
    AddressRange(const AddressBytes& address, unsigned bits);

    [[nodiscard]] bool contains(const AddressBytes& address) const;

    [[nodiscard]] bool is_v4() const;
    /// As it is written: 0 to 32 of IPv4, 0 to 128 of IPv6.
    [[nodiscard]] unsigned prefix_bits() const;
    /// Of the 128.
    [[nodiscard]] unsigned bits() const { return bits_; }

    auto operator<=>(const AddressRange&) const = default;

private:
    friend std::string to_string(const AddressRange& range);

    AddressBytes first_{};
    unsigned bits_ = 0;
};

/// "192.0.2.7/32".
[[nodiscard]] std::string to_string(const AddressRange& range);

}  // namespace freshet
