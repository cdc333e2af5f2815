#include "serve/hls/range.hpp"

#include <algorithm>
#include <cstdint>

#include "wire/hls/attributes.hpp"

namespace freshet::hls {

ByteRange read_range(std::optional<std::string_view> header, std::size_t size) {
    constexpr std::string_view unit = "bytes=";
    const ByteRange whole{.size = size};
    if (!header || !header->starts_with(unit)) return whole;
    const auto text = header->substr(unit.size());
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return whole;
    const auto first = read_number<std::uint64_t>(text.substr(0, dash));
    const auto last = read_number<std::uint64_t>(text.substr(dash + 1));
    const bool is_open = dash + 1 == text.size();

    if (dash == 0) {  // The last so many bytes.
        if (!last) return whole;
        if (*last == 0 || size == 0) return {.kind = ByteRange::Kind::unsatisfiable};
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(*last, size));
        return {.kind = ByteRange::Kind::part, .offset = size - count, .size = count};
    }
    if (!first || !(last || is_open) || (last && *last < *first)) return whole;
    if (*first >= size) return {.kind = ByteRange::Kind::unsatisfiable};
    const auto end = last ? std::min<std::uint64_t>(*last, size - 1) + 1 : size;
    return {
        .kind = ByteRange::Kind::part,
        .offset = static_cast<std::size_t>(*first),
        .size = static_cast<std::size_t>(end - *first),
    };
}

}  // namespace freshet::hls
