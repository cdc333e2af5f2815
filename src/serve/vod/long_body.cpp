#include "serve/vod/long_body.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace freshet::vod {

namespace {

// Who watches slowly takes this much of a file within seconds. From a bucket each piece is a
// request that is paid for: there it is what the session asks for.
constexpr std::size_t file_piece_max = std::size_t{256} * 1024;

struct Part {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

std::optional<Part> part_of(const http::Body& body) {
    if (const auto* const file = std::get_if<http::FileBody>(&body))
        return Part{.offset = file->offset, .size = file->size};
    const auto* const pulled = std::get_if<http::PulledBody>(&body);
    if (pulled == nullptr || !pulled->size) return std::nullopt;
    return Part{.offset = pulled->offset, .size = *pulled->size};
}

/// One answer on its way. The session's, which asks for one piece after the other.
struct Sending {
    Shelf::Object object;
    StillMay still_may;
    LongBodies config;
    MonoTime looked_at;
};

/// None before the end: the session breaks the connection off.
asio::awaitable<Slice> next_piece(std::shared_ptr<Sending> sending, std::uint64_t offset,
                                  std::size_t count) {
    const auto now = sending->config.mono();
    if (sending->looked_at + sending->config.look_every <= now) {
        const bool still_may = co_await sending->still_may();
        if (!still_may) co_return Slice();
        sending->looked_at = now;
    }
    if (sending->object->file()) count = std::min(count, file_piece_max);
    co_return co_await sending->object->read(offset, count);
}

}  // namespace

http::Body watched(http::Body body, Shelf::Object object, StillMay still_may,
                   const LongBodies& config) {
    const auto part = part_of(body);
    if (!part || part->size <= config.bytes_min) return body;
    const auto sending = std::make_shared<Sending>(Sending{.object = std::move(object),
                                                           .still_may = std::move(still_may),
                                                           .config = config,
                                                           .looked_at = config.mono()});
    return http::PulledBody{
        .pull = [sending](std::uint64_t offset,
                          std::size_t count) { return next_piece(sending, offset, count); },
        .offset = part->offset,
        .size = part->size};
}

}  // namespace freshet::vod
