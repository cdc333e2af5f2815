#include "net/address_set.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <string>

#include "net/error.hpp"

namespace freshet::net {

namespace {

constexpr unsigned mapped_bits = 96;  // In front of the IPv4 address in its mapped form.

bool same_prefix(const AddressBytes& left, const AddressBytes& right, unsigned bits) {
    const auto whole = bits / 8;
    if (std::memcmp(left.data(), right.data(), whole) != 0) return false;
    if (bits % 8 == 0) return true;
    const auto shift = 8 - bits % 8;
    return left[whole] >> shift == right[whole] >> shift;
}

bool is_v4(std::string_view address) { return address.find(':') == std::string_view::npos; }

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    const std::string address(text);
    AddressBytes bytes{};
    if (!is_v4(text)) {
        if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
        return bytes;
    }
    bytes[10] = bytes[11] = 0xff;
    if (::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) != 1) return std::nullopt;
    return bytes;
}

std::string client_key(std::string_view address) {
    const auto bytes = parse_address(address);
    if (!bytes) return std::string(address);
    // RFC 4291, 2.5.5.2: ten bytes of zeros and two of ones in front of an IPv4 address.
    const bool is_v4 =
        std::all_of(bytes->begin(), bytes->begin() + 10, [](auto b) { return b == 0; }) &&
        (*bytes)[10] == 0xff && (*bytes)[11] == 0xff;
    const auto used = is_v4 ? bytes->size() : bytes->size() / 2;
    return {reinterpret_cast<const char*>(bytes->data()), used};
}

Result<void> AddressSet::add(std::string_view range) {
    const auto slash = range.find('/');
    const auto text = range.substr(0, slash);
    const auto address = parse_address(text);
    if (!address) return fail(Errc::bad_address);

    const unsigned bits_max = is_v4(text) ? 32 : 128;
    auto bits = bits_max;
    if (slash != std::string_view::npos) {
        const auto count = range.substr(slash + 1);
        const auto* end = count.data() + count.size();
        const auto [rest, error] = std::from_chars(count.data(), end, bits);
        if (error != std::errc() || rest != end || bits > bits_max) return fail(Errc::bad_address);
    }
    ranges_.push_back({*address, bits + (is_v4(text) ? mapped_bits : 0)});
    return {};
}

bool AddressSet::contains(std::string_view address) const {
    if (ranges_.empty()) return false;
    const auto bytes = parse_address(address);
    if (!bytes) return false;
    return std::ranges::any_of(ranges_, [&bytes](const Range& range) {
        return same_prefix(range.address, *bytes, range.prefix_bits);
    });
}

}  // namespace freshet::net
