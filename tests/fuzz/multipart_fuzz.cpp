#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "wire/multipart/form_reader.hpp"

namespace {

using namespace freshet;

/// What a form says, in one text, when it comes `cut` bytes at a time.
std::string told(std::string_view form, std::size_t cut) {
    multipart::FormReader reader("b", {.parts_max = 8, .head_bytes_max = 512});
    std::string text;
    while (true) {
        const auto piece = form.substr(0, cut);
        form.remove_prefix(piece.size());
        reader.feed(as_bytes(piece));
        while (true) {
            const auto event = reader.next();
            if (!event) return text + "!" + event.error().message();
            if (!*event) break;
            if (const auto* began = std::get_if<multipart::PartBegan>(&**event))
                text += "<" + began->head.name + ">";
            if (const auto* more = std::get_if<multipart::PartBytes>(&**event))
                text += as_text(more->bytes);
            if (std::holds_alternative<multipart::PartEnded>(**event)) text += "</>";
        }
        if (form.empty()) break;
    }
    return text + (reader.finish() ? "." : "?");
}

}  // namespace

// A form: the same whichever way it is cut. The first byte says how; the boundary is "b".
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view form(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t cut = std::max<std::size_t>(data[0], 1);
    FRESHET_CHECK(told(form, cut) == told(form, std::max<std::size_t>(form.size(), 1)));
    (void)multipart::FormReader::boundary_of(form);
    return 0;
}
