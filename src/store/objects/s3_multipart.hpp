#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "base/slice.hpp"
#include "store/objects/key.hpp"
#include "store/objects/s3_client.hpp"

namespace freshet::objects {

/// What whoever reads an object from the bucket is told of it: what it is, by its name, and that it
/// never changes.
[[nodiscard]] net::HttpHeaders headers_of(const Key& key);

/// Amazon S3 User Guide, "Amazon S3 multipart upload limits".
struct S3Limits {
    static constexpr std::size_t parts_max = 10'000;
    static constexpr std::size_t part_bytes_min = std::size_t{5} * 1024 * 1024;  // But the last.
};

struct S3Part {
    std::string etag;
    std::uint64_t size = 0;

    bool operator==(const S3Part&) const = default;
};

/// An object that is sent in parts, and is one when it is completed. A value: the upload lives in
/// the bucket, and whoever knows this may go on with it. The client outlives it.
class S3Multipart {
public:
    /// Goes on with one that was begun.
    S3Multipart(S3Client& client, Key key, std::string id, std::vector<S3Part> parts);

    static asio::awaitable<Result<S3Multipart>> begin(S3Client& client, Key key);

    /// The next part. Errc::draft_lost: the bucket does not know the upload any more.
    asio::awaitable<Result<void>> add(Slice bytes);

    /// It is an object now. Errc::draft_lost as above, or when the parts are not those that we
    /// sent.
    asio::awaitable<Result<void>> complete();

    /// Whether the bucket knows it still.
    asio::awaitable<bool> is_there();

    asio::awaitable<void> abort();

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::vector<S3Part>& parts() const { return parts_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    [[nodiscard]] std::string completion() const;
    asio::awaitable<bool> has_become_object();

    S3Client* client_;
    Key key_;
    std::string id_;
    std::vector<S3Part> parts_;
    std::uint64_t size_ = 0;  // Of all parts.
};

}  // namespace freshet::objects
