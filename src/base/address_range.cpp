#include "base/address_range.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstddef>

namespace freshet {

namespace {

constexpr unsigned mapped_bits = 96;  // In front of the IPv4 address in its mapped form.
constexpr unsigned customer_bits = 64;

// RFC 4291, 2.5.5.2: ten bytes of zeros and two of ones in front of an IPv4 address.
bool is_mapped(const AddressBytes& address) {
    return std::all_of(address.begin(), address.begin() + 10, [](auto b) { return b == 0; }) &&
           address[10] == 0xff && address[11] == 0xff;
}

bool is_v4_text(std::string_view address) { return !address.contains(':'); }

/// The first bits of an address; the rest is zero.
AddressBytes masked(AddressBytes address, unsigned bits) {
    for (std::size_t i = 0; i < address.size(); ++i) {
        const auto kept = std::clamp<int>(static_cast<int>(bits) - static_cast<int>(i) * 8, 0, 8);
        address[i] = static_cast<std::uint8_t>(address[i] & (0xff00 >> kept));
    }
    return address;
}

std::optional<unsigned> number_of(std::string_view text) {
    unsigned number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end) return std::nullopt;
    return number;
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    const std::string address(text);
    AddressBytes bytes{};
    if (!is_v4_text(text)) {
        if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
        return bytes;
    }
    bytes[10] = bytes[11] = 0xff;
    if (::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) != 1) return std::nullopt;
    return bytes;
}

AddressRange::AddressRange(const AddressBytes& address, unsigned bits)
    : first_(masked(address, bits)), bits_(bits) {}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto name = text.substr(0, slash);
    const auto address = parse_address(name);
    if (!address) return std::nullopt;

    const unsigned bits_max = is_v4_text(name) ? 32 : 128;
    const auto bits = slash == std::string_view::npos ? std::optional(bits_max)
                                                      : number_of(text.substr(slash + 1));
    if (!bits || *bits > bits_max) return std::nullopt;
    return AddressRange(*address, *bits + (is_v4_text(name) ? mapped_bits : 0));
}

std::optional<AddressRange> AddressRange::of_customer(std::string_view address) {
    const auto bytes = parse_address(address);
    if (!bytes) return std::nullopt;
    return AddressRange(*bytes, is_mapped(*bytes) ? 128 : customer_bits);
}

bool AddressRange::contains(const AddressBytes& address) const {
    return masked(address, bits_) == first_;
}

bool AddressRange::is_v4() const { return bits_ >= mapped_bits && is_mapped(first_); }

unsigned AddressRange::prefix_bits() const { return is_v4() ? bits_ - mapped_bits : bits_; }

std::string to_string(const AddressRange& range) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* bytes = range.first_.data();
    if (range.is_v4()) {
        ::inet_ntop(AF_INET, bytes + 12, text.data(), text.size());
    } else {
        ::inet_ntop(AF_INET6, bytes, text.data(), text.size());
    }
    return std::string(text.data()) + "/" + std::to_string(range.prefix_bits());
}

}  // namespace freshet
