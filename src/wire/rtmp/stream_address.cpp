#include "wire/rtmp/stream_address.hpp"

namespace freshet::rtmp {
namespace {

struct PathAndQuery {
    std::string_view path;  // Without slashes at its ends.
    std::string_view query;
};

std::string_view without_slashes(std::string_view path) {
    const auto first = path.find_first_not_of('/');
    if (first == std::string_view::npos) return {};
    return path.substr(first, path.find_last_not_of('/') - first + 1);
}

PathAndQuery split_query(std::string_view text) {
    const auto mark = text.find('?');
    if (mark == std::string_view::npos) return {without_slashes(text), {}};
    return {without_slashes(text.substr(0, mark)), text.substr(mark + 1)};
}

std::string_view path_of_url(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    const auto path = url.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view() : url.substr(path);
}

bool has_segments(std::string_view path) { return path.find('/') != std::string_view::npos; }

}  // namespace

StreamAddress find_stream_address(const AddressParts& parts) {
    auto place = split_query(parts.app);
    auto name = split_query(parts.name);
    const auto url = split_query(path_of_url(parts.tc_url));
    const bool key_is_in_url =
        name.path.empty() && !has_segments(place.path) && has_segments(url.path);
    if (place.path.empty() || key_is_in_url) place = url;

    if (name.path.empty() && has_segments(place.path)) {
        name.path = place.path.substr(place.path.rfind('/') + 1);
    }
    return {
        .app = std::string(place.path.substr(0, place.path.find('/'))),
        .name = std::string(name.path),
        .query = std::string(name.query.empty() ? place.query : name.query),
    };
}

}  // namespace freshet::rtmp
