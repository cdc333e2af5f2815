#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace freshet::xml {

/// What one answer of a server may make us hold.
struct Limits {
    std::size_t depth_max = 8;
    std::size_t elements_max = 20'000;
};

/// A part of a document: its name without a prefix, and what lies in it. Attributes are passed
/// over: where we read XML, nothing is said by them.
struct Element {
    std::string name;
    std::string text;  // All of its own, put together.
    std::vector<Element> children;

    /// The first child of that name; null: there is none.
    [[nodiscard]] const Element* child(std::string_view called) const;

    /// The text of that child; empty: there is none.
    [[nodiscard]] std::string_view text_of(std::string_view called) const;

    /// "true" in that child, and nothing else.
    [[nodiscard]] bool says(std::string_view called) const { return text_of(called) == "true"; }
};

/// Reads a whole document (XML 1.0) of elements, text, comments and CDATA. Nothing: it is not well
/// formed, holds more than the limits, or has a document type, for nothing that declares entities
/// is believed.
[[nodiscard]] std::optional<Element> read_document(std::string_view text, const Limits& limits);

/// The text as it may stand between tags.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace freshet::xml
