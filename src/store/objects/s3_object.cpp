#include "store/objects/s3_object.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "base/outage.hpp"

namespace freshet::objects {

namespace {

[[noreturn]] void cannot_read(const std::string& name, std::string_view why) {
    log::warning("objects", "cannot read object=\"{}\" error=\"{}\"", name, why);
    throw boost::system::system_error(Outage::unavailable, "objects: " + std::string(why));
}

Slice body_of(S3Answer answer) {
    const auto owner = std::make_shared<const std::string>(std::move(answer.body));
    return {owner, as_bytes(*owner)};
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Of the whole object (RFC 9110, 14.4): "bytes 0-65535/1234567".
std::optional<std::uint64_t> size_of(const S3Answer& answer) {
    if (answer.status == 200) return answer.body.size();
    const auto range = answer.header("content-range");
    const auto slash = range.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    return number_of(range.substr(slash + 1));
}

}  // namespace

S3Object::S3Object(S3Client& client, Facts facts)
    : Object(facts.size), client_(client), facts_(std::move(facts)) {}

asio::awaitable<std::shared_ptr<const S3Object>> S3Object::open(S3Client& client,
                                                                std::string name) {
    auto answer =
        co_await client.send({.name = name,
                              .headers = {{"Range", fmt::format("bytes=0-{}", head_bytes - 1)}},
                              .answer_bytes_max = head_bytes});
    if (!answer) cannot_read(name, answer.error().message());
    if (answer->status == 404) co_return nullptr;
    if (answer->status == 416) {  // No range can be had of nothing.
        answer = co_await client.send({.name = name, .answer_bytes_max = head_bytes});
        if (!answer) cannot_read(name, answer.error().message());
        if (answer->status == 404) co_return nullptr;
    }
    Facts facts{.name = name, .etag = std::string(answer->header("etag"))};
    const auto size = size_of(*answer);
    if (!answer->is_good() || !size || facts.etag.empty()) cannot_read(name, "not understood");
    facts.size = *size;
    facts.head = body_of(std::move(*answer));
    if (facts.head.size() != std::min<std::uint64_t>(facts.size, head_bytes)) {
        cannot_read(name, "cut short");
    }
    co_return std::make_shared<const S3Object>(client, std::move(facts));
}

asio::awaitable<Slice> S3Object::read(std::uint64_t offset, std::size_t count) const {
    if (offset >= size() || count == 0) co_return Slice();
    const auto last = offset + std::min<std::uint64_t>(count, size() - offset) - 1;
    const auto bytes = static_cast<std::size_t>(last - offset + 1);
    if (last < facts_.head.size()) {
        co_return facts_.head.sub(static_cast<std::size_t>(offset), bytes);
    }
    auto answer =
        co_await client_.send({.name = facts_.name,
                               .headers = {{"Range", fmt::format("bytes={}-{}", offset, last)},
                                           {"If-Match", facts_.etag}},
                               .answer_bytes_max = bytes,
                               .is_large = true});
    if (!answer) cannot_read(facts_.name, answer.error().message());
    if (!answer->is_good()) cannot_read(facts_.name, "was removed or replaced");
    const auto range = fmt::format("bytes {}-{}/", offset, last);
    if (answer->body.size() != bytes || !answer->header("content-range").starts_with(range)) {
        cannot_read(facts_.name, "is not what was asked for");
    }
    co_return body_of(std::move(*answer));
}

}  // namespace freshet::objects
