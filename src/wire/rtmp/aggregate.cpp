#include "wire/rtmp/aggregate.hpp"

#include <optional>
#include <utility>

#include "wire/rtmp/error.hpp"

namespace freshet::rtmp {
namespace {

/// The head of one part, laid out as an FLV tag's (FLV 10.1, E.4.1).
struct PartHead {
    std::uint8_t type = 0;
    std::size_t size = 0;
    std::uint32_t timestamp_ms = 0;
};

std::optional<PartHead> read_part_head(ByteReader& reader) {
    const auto type = reader.u8();
    const auto size = reader.be<3>();
    const auto low = reader.be<3>();
    const auto high = reader.u8();
    if (!type || !size || !low || !high || !reader.skip(3)) return std::nullopt;
    return PartHead{
        .type = *type,
        .size = *size,
        .timestamp_ms = static_cast<std::uint32_t>(*low) | std::uint32_t{*high} << 24,
    };
}

}  // namespace

Result<std::vector<Message>> split_aggregate(const Message& aggregate, std::size_t parts_max) {
    std::vector<Message> parts;
    ByteReader reader(aggregate.payload.bytes());
    std::optional<std::uint32_t> first_ms;
    while (!reader.empty()) {
        const auto head = read_part_head(reader);
        const auto offset = aggregate.payload.size() - reader.left();
        if (!head || !reader.skip(head->size)) return fail(Errc::bad_aggregate);
        if (parts.size() >= parts_max) return fail(Errc::bad_aggregate);
        // Some encoders end with the last part and leave its back pointer away.
        if (!reader.empty() && !reader.skip(4)) return fail(Errc::bad_aggregate);

        if (!first_ms) first_ms = head->timestamp_ms;
        parts.push_back({
            .timestamp_ms = aggregate.timestamp_ms + (head->timestamp_ms - *first_ms),
            .stream_id = aggregate.stream_id,
            .type = head->type,
            .payload = aggregate.payload.sub(offset, head->size),
        });
    }
    return parts;
}

}  // namespace freshet::rtmp
