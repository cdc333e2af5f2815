#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "wire/tus/request.hpp"

// The fields of a request of tus, one a line, "Name: value": nothing throws, and what is read is
// within its bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const tus::Fields fields = [text](std::string_view name) -> std::optional<std::string_view> {
        auto rest = text;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            if (!line.starts_with(name) || !line.substr(name.size()).starts_with(": ")) continue;
            return line.substr(name.size() + 2);
        }
        return std::nullopt;
    };
    (void)tus::check_version(fields);
    if (const auto creation = tus::read_creation(fields)) {
        FRESHET_CHECK(creation->metadata.size() <= tus::Metadata::pairs_max);
        FRESHET_CHECK(creation->metadata_text.size() <= tus::Metadata::bytes_max);
    }
    (void)tus::read_continuation(fields);
    return 0;
}
