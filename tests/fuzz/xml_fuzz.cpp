#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wire/xml/element.hpp"

namespace {

using freshet::xml::Element;

/// What was read says the same when it is written and read again.
void write(const Element& element, std::string& out) {
    out += '<' + element.name + '>' + freshet::xml::escaped(element.text);
    for (const auto& child : element.children) write(child, out);
    out += "</" + element.name + '>';
}

bool same(const Element& one, const Element& other) {
    if (one.name != other.name || one.text != other.text) return false;
    if (one.children.size() != other.children.size()) return false;
    for (std::size_t i = 0; i < one.children.size(); ++i) {
        if (!same(one.children[i], other.children[i])) return false;
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto root = freshet::xml::read_document(text, {});
    if (!root) return 0;
    std::string written;
    write(*root, written);
    const auto again = freshet::xml::read_document(written, {});
    if (!again || !same(*root, *again)) std::abort();
    return 0;
}
