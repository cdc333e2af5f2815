#include "store/objects/s3_listing.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "wire/xml/element.hpp"

namespace freshet::objects {

namespace {

constexpr std::size_t page_max = 1000;  // More is not told at once, whatever is asked for.
constexpr std::size_t page_bytes_max = std::size_t{4} * 1024 * 1024;

[[noreturn]] void not_understood(const std::string& asked) {
    log::error("objects", "the bucket's answer is not understood asked={}", asked);
    throw boost::system::system_error(Outage::unavailable, "objects: not a listing");
}

WallTime time_of(std::string_view text) { return from_rfc3339(text).value_or(WallTime()); }

std::uint64_t size_of(std::string_view text) {
    std::uint64_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return size;
}

/// One page, whose root has that name.
asio::awaitable<xml::Element> ask(S3Client& client, S3Params params, std::string root_name) {
    const auto answer =
        co_await client.send({.params = std::move(params), .answer_bytes_max = page_bytes_max});
    if (!answer || !answer->is_good()) not_understood(root_name);
    auto root = xml::read_document(answer->body, {});
    if (!root || root->name != root_name) not_understood(root_name);
    co_return std::move(*root);
}

}  // namespace

asio::awaitable<std::vector<S3Listed>> list_objects(S3Client& client, std::string prefix,
                                                    std::string after, std::size_t count) {
    std::vector<S3Listed> found;
    while (found.size() < count) {
        S3Params params{{"list-type", "2"},
                        {"prefix", prefix},
                        {"max-keys", fmt::to_string(std::min(count - found.size(), page_max))}};
        if (!after.empty()) params.emplace_back("start-after", after);
        const auto root = co_await ask(client, std::move(params), "ListBucketResult");
        const auto before = found.size();
        for (const auto& child : root.children) {
            if (child.name != "Contents") continue;
            found.push_back({.name = std::string(child.text_of("Key")),
                             .size = size_of(child.text_of("Size")),
                             .modified_at = time_of(child.text_of("LastModified"))});
        }
        if (!root.says("IsTruncated") || found.size() == before) break;
        after = found.back().name;
    }
    co_return found;
}

asio::awaitable<std::vector<S3Upload>> list_uploads(S3Client& client, std::string prefix,
                                                    std::string after, std::size_t count) {
    std::vector<S3Upload> found;
    std::string after_id;
    while (found.size() < count) {
        S3Params params{{"uploads", ""},
                        {"prefix", prefix},
                        {"max-uploads", fmt::to_string(std::min(count - found.size(), page_max))}};
        if (!after.empty()) params.emplace_back("key-marker", after);
        if (!after_id.empty()) params.emplace_back("upload-id-marker", after_id);
        const auto root = co_await ask(client, std::move(params), "ListMultipartUploadsResult");
        const auto before = found.size();
        for (const auto& child : root.children) {
            if (child.name != "Upload") continue;
            found.push_back({.name = std::string(child.text_of("Key")),
                             .id = std::string(child.text_of("UploadId")),
                             .begun_at = time_of(child.text_of("Initiated"))});
        }
        if (!root.says("IsTruncated") || found.size() == before) break;
        after = found.back().name;
        after_id = found.back().id;
    }
    co_return found;
}

}  // namespace freshet::objects
