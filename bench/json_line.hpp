#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace freshet::bench {

/// A tool's findings as one line of JSON, in the order in which they were added.
class JsonLine {
public:
    explicit JsonLine(std::string_view tool);

    /// What is not a number (no sample, nothing to divide by) is written as null.
    JsonLine& add(std::string_view name, double value);

    template <std::integral Number>
    JsonLine& add(std::string_view name, Number value) {
        return add(name, static_cast<double>(value));
    }

    /// Text of our own: it must not hold what JSON escapes.
    JsonLine& add(std::string_view name, std::string_view text);

    void print() const;

private:
    std::string text_;
};

}  // namespace freshet::bench
