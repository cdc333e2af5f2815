#include "bench/json_line.hpp"

#include <cmath>
#include <cstdio>
#include <iterator>

#include <fmt/format.h>

namespace freshet::bench {

JsonLine::JsonLine(std::string_view tool) { add("tool", tool); }

JsonLine& JsonLine::add(std::string_view name, double value) {
    if (!std::isfinite(value)) {
        fmt::format_to(std::back_inserter(text_), ",\"{}\":null", name);
    } else {
        fmt::format_to(std::back_inserter(text_), ",\"{}\":{:.9g}", name, value);
    }
    return *this;
}

JsonLine& JsonLine::add(std::string_view name, std::string_view text) {
    fmt::format_to(std::back_inserter(text_), ",\"{}\":\"{}\"", name, text);
    return *this;
}

void JsonLine::print() const {
    fmt::print("{{{}}}\n", std::string_view(text_).substr(1));
    std::fflush(stdout);
}

}  // namespace freshet::bench
