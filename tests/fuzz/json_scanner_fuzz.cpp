// Strict JSON: what the scanner lets pass, Boost.JSON reads too, and the pieces are values again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <boost/json/parser.hpp>

#include "base/check.hpp"
#include "base/json_scanner.hpp"
#include "base/utf8.hpp"

namespace {

using namespace freshet;

constexpr std::size_t depth_max = 16;

/// Where the two differ, and may: Boost.JSON refuses halves of surrogate pairs, and numbers beyond
/// its exponents.
bool may_differ(std::string_view text) {
    return text.contains("\\u") || text.contains('e') || text.contains('E');
}

bool boost_reads(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = depth_max;
    boost::json::parser parser({}, options);
    boost::system::error_code error;
    parser.write(text.data(), text.size(), error);
    return !error;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto checked = json::check(text, depth_max);
    if (!may_differ(text)) FRESHET_CHECK(checked.has_value() == boost_reads(text));

    if (const auto items = json::split_array(text)) {
        FRESHET_CHECK(checked);
        for (const auto item : *items) FRESHET_CHECK(json::check(item, depth_max));
    }
    if (const auto members = json::split_object(text)) {
        FRESHET_CHECK(checked);
        for (const auto& [key, value] : *members)
            FRESHET_CHECK(is_utf8(key) && json::check(value, depth_max));
    }
    return 0;
}
