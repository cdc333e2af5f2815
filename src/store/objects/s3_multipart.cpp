#include "store/objects/s3_multipart.hpp"

#include <utility>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "store/objects/error.hpp"
#include "wire/xml/element.hpp"

namespace freshet::objects {

namespace {

// The server puts the parts together first.
constexpr std::chrono::milliseconds completion_time_max = std::chrono::minutes(5);

// An answer that began as a good one and tells a failure all the same is asked for again.
constexpr int completions_max = 3;

[[noreturn]] void not_understood(std::string_view asked) {
    log::error("objects", "the bucket's answer is not understood asked={}", asked);
    throw boost::system::system_error(Outage::unavailable, "objects: not an answer");
}

}  // namespace

net::HttpHeaders headers_of(const Key& key) {
    const auto name = key.name();
    const auto* type = name.ends_with(".mp4")    ? "video/mp4"
                       : name.ends_with(".m3u8") ? "application/vnd.apple.mpegurl"
                       : name.ends_with(".webp") ? "image/webp"
                                                 : "application/octet-stream";
    return {{"Content-Type", type}, {"Cache-Control", "public, max-age=31536000, immutable"}};
}

S3Multipart::S3Multipart(S3Client& client, Key key, std::string id, std::vector<S3Part> parts)
    : client_(&client), key_(std::move(key)), id_(std::move(id)), parts_(std::move(parts)) {
    for (const auto& part : parts_) size_ += part.size;
}

asio::awaitable<Result<S3Multipart>> S3Multipart::begin(S3Client& client, Key key) {
    const auto answer = co_await client.send({.method = "POST",
                                              .name = key.text(),
                                              .params = {{"uploads", ""}},
                                              .headers = headers_of(key)});
    if (!answer) co_return std::unexpected(answer.error());
    const auto root = xml::read_document(answer->body, {});
    if (!root || root->text_of("UploadId").empty()) not_understood("CreateMultipartUpload");
    co_return S3Multipart(client, std::move(key), std::string(root->text_of("UploadId")), {});
}

asio::awaitable<Result<void>> S3Multipart::add(Slice bytes) {
    if (parts_.size() >= S3Limits::parts_max) co_return fail(Errc::too_large);
    const auto answer = co_await client_->send(
        {.method = "PUT",
         .name = key_.text(),
         .params = {{"partNumber", fmt::to_string(parts_.size() + 1)}, {"uploadId", id_}},
         .body = bytes,
         .is_large = true});
    if (!answer) co_return std::unexpected(answer.error());
    if (!answer->is_good()) co_return fail(Errc::draft_lost);
    if (answer->header("etag").empty()) not_understood("UploadPart");
    parts_.push_back({.etag = std::string(answer->header("etag")), .size = bytes.size()});
    size_ += bytes.size();
    co_return Result<void>();
}

std::string S3Multipart::completion() const {
    std::string body = "<CompleteMultipartUpload>";
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        body += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", i + 1,
                            xml::escaped(parts_[i].etag));
    }
    return body + "</CompleteMultipartUpload>";
}

asio::awaitable<Result<void>> S3Multipart::complete() {
    const Slice body(to_bytes(completion()));
    for (int tries = 1; tries <= completions_max; ++tries) {
        const auto answer = co_await client_->send({.method = "POST",
                                                    .name = key_.text(),
                                                    .params = {{"uploadId", id_}},
                                                    .headers = {{"Content-Type", "text/xml"}},
                                                    .body = body,
                                                    .time_max = completion_time_max});
        if (!answer) co_return std::unexpected(answer.error());
        if (!answer->is_good()) {  // What was asked before may have been done, and not answered.
            if (co_await has_become_object()) co_return Result<void>();
            co_return fail(Errc::draft_lost);
        }
        // "CompleteMultipartUpload": 200 may have been said before it failed.
        const auto root = xml::read_document(answer->body, {});
        if (root && root->name == "CompleteMultipartUploadResult") co_return Result<void>();
    }
    not_understood("CompleteMultipartUpload");
}

asio::awaitable<bool> S3Multipart::has_become_object() {
    const auto answer = co_await client_->send({.method = "HEAD", .name = key_.text()});
    if (!answer || answer->header("content-length") != fmt::to_string(size_)) co_return false;
    // What was put together of so many parts says so behind a hyphen.
    co_return answer->header("etag").contains(fmt::format("-{}", parts_.size()));
}

asio::awaitable<bool> S3Multipart::is_there() {
    const auto answer = co_await client_->send(
        {.name = key_.text(), .params = {{"uploadId", id_}, {"max-parts", "1"}}});
    co_return answer && answer->is_good();
}

asio::awaitable<void> S3Multipart::abort() {
    const auto gone = co_await client_->send(
        {.method = "DELETE", .name = key_.text(), .params = {{"uploadId", id_}}});
    (void)gone;  // What is not there need not be aborted.
}

}  // namespace freshet::objects
