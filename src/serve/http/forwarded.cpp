#include "serve/http/forwarded.hpp"

#include <algorithm>

namespace freshet::http {

namespace {

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// Takes the last item of a comma-separated list off it.
std::string_view take_last(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto item = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    return trimmed(item);
}

/// Every field of that name as the one list that it is (RFC 9110, 5.3).
std::string joined(const Headers& headers, std::string_view name) {
    std::string list;
    for (const auto& [field, value] : headers.all()) {
        if (Headers::same_name(field, name)) list.append(list.empty() ? "" : ",").append(value);
    }
    return list;
}

}  // namespace

Origin origin_of(const Headers& headers, std::string_view peer_ip, const net::AddressSet& trusted) {
    Origin origin{.peer_ip = std::string(peer_ip), .secure = false};
    if (!trusted.contains(peer_ip)) return origin;

    const auto forwarded_for = joined(headers, "X-Forwarded-For");
    std::string_view hops = forwarded_for;
    while (!hops.empty() && trusted.contains(origin.peer_ip)) {
        const auto hop = take_last(hops);
        if (!parse_address(hop)) break;
        origin.peer_ip = hop;
    }

    const auto forwarded_proto = joined(headers, "X-Forwarded-Proto");
    std::string_view protocols = forwarded_proto;
    origin.secure = take_last(protocols) == "https";
    return origin;
}

}  // namespace freshet::http
