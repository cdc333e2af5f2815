#include "net/address_set.hpp"

#include <algorithm>

#include "net/error.hpp"

namespace freshet::net {

std::string client_key(std::string_view address) {
    const auto range = AddressRange::of_customer(address);
    if (!range) return std::string(address);
    const auto bytes = parse_address(address).value();
    const auto used = range->bits() / 8;
    return {reinterpret_cast<const char*>(bytes.data()), used};
}

Result<void> AddressSet::add(std::string_view range) {
    const auto parsed = AddressRange::parse(range);
    if (!parsed) return fail(Errc::bad_address);
    ranges_.push_back(*parsed);
    return {};
}

bool AddressSet::contains(std::string_view address) const {
    if (ranges_.empty()) return false;
    const auto bytes = parse_address(address);
    if (!bytes) return false;
    return std::ranges::any_of(
        ranges_, [&bytes](const AddressRange& range) { return range.contains(*bytes); });
}

}  // namespace freshet::net
