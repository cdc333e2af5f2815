#include "store/objects/s3_draft_record.hpp"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace freshet::objects {

namespace {

using Text = std::string_view;

constexpr Text version = "freshet draft 1";

/// A line, without its end.
std::optional<Text> take_line(Text& rest) {
    const auto end = rest.find('\n');
    if (end == Text::npos) return std::nullopt;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> number_of(Text text) {
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<S3Part> part_of(Text line) {
    const auto space = line.find(' ');
    if (space == Text::npos) return std::nullopt;
    const auto size = number_of(line.substr(0, space));
    if (!size) return std::nullopt;
    return S3Part{.etag = std::string(line.substr(space + 1)), .size = *size};
}

}  // namespace

Bytes S3DraftRecord::to_bytes() const {
    auto head = fmt::format("{}\n{}\n{}\n", version, upload, parts.size());
    for (const auto& part : parts) head += fmt::format("{} {}\n", part.size, part.etag);
    Bytes bytes;
    bytes.reserve(head.size() + tail.size());
    append(bytes, head);
    append(bytes, tail);
    return bytes;
}

std::optional<S3DraftRecord> S3DraftRecord::parse(ByteSpan bytes) {
    Text rest = as_text(bytes);
    if (take_line(rest) != version) return std::nullopt;
    const auto upload = take_line(rest);
    const auto parts = take_line(rest);
    const auto count = parts ? number_of(*parts) : std::nullopt;
    if (!count || *count > S3Limits::parts_max || (*count > 0 && upload->empty())) {
        return std::nullopt;
    }
    S3DraftRecord record{.upload = std::string(*upload), .parts = {}, .tail = {}};
    while (record.parts.size() < *count) {
        const auto line = take_line(rest);
        auto part = line ? part_of(*line) : std::nullopt;
        if (!part) return std::nullopt;
        record.parts.push_back(std::move(*part));
    }
    record.tail = freshet::to_bytes(rest);
    return record;
}

std::uint64_t S3DraftRecord::parts_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& part : parts) bytes += part.size;
    return bytes;
}

std::string S3RecordName::prefix_of(const Key& key) {
    return fmt::format("{}{},", folder, key.text());
}

std::string S3RecordName::end_of(const Key& key) { return prefix_of(key) + '~'; }

std::optional<S3RecordName> S3RecordName::parse(std::string_view name) {
    if (!name.starts_with(folder)) return std::nullopt;
    name.remove_prefix(folder.size());
    const auto comma = name.find(',');
    if (comma == Text::npos) return std::nullopt;
    auto key = Key::parse(name.substr(0, comma));
    const auto size = number_of(name.substr(comma + 1));
    if (!key || !size) return std::nullopt;
    return S3RecordName{.key = std::move(*key), .size = *size};
}

std::string S3RecordName::text() const {
    return fmt::format("{}{:020}", prefix_of(key), size);  // In the order of sizes.
}

}  // namespace freshet::objects
