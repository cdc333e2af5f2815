#pragma once

#include <memory>
#include <string>

#include "store/objects/object.hpp"
#include "store/objects/s3_client.hpp"

namespace freshet::objects {

/// An object that is read from the bucket by ranges, each of which must be of the same object as
/// the first. What it begins with came along when it was opened: what is small is read by one
/// request. The client outlives it.
class S3Object final : public Object {
public:
    static constexpr std::size_t head_bytes = std::size_t{64} * 1024;

    /// Null: there is none.
    static asio::awaitable<std::shared_ptr<const S3Object>> open(S3Client& client,
                                                                 std::string name);

    struct Facts {
        std::string name;
        std::string etag;
        std::uint64_t size = 0;
        Slice head{};
    };

    S3Object(S3Client& client, Facts facts);

    [[nodiscard]] asio::awaitable<Slice> read(std::uint64_t offset,
                                              std::size_t count) const override;

private:
    S3Client& client_;
    Facts facts_;
};

}  // namespace freshet::objects
