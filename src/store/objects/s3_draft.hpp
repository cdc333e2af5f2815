#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "store/objects/draft.hpp"
#include "store/objects/key.hpp"
#include "store/objects/s3_draft_record.hpp"
#include "store/objects/s3_multipart.hpp"

namespace freshet::objects {

/// A draft that is an upload in parts. The bucket takes parts of 5 MiB and more, so what is less
/// when it has to be durable lies in a record beside them, with what is needed to go on. The last
/// two records stay: who has noted the total of one may have died before he noted the next. The
/// client outlives it.
class S3Draft final : public Draft {
public:
    static constexpr std::size_t part_bytes = std::size_t{8} * 1024 * 1024;

    /// A new one.
    S3Draft(S3Client& client, Key key);

    /// That of which so much was acknowledged.
    static asio::awaitable<Result<std::unique_ptr<S3Draft>>> resume(S3Client& client, Key key,
                                                                    std::uint64_t acknowledged);

    /// Removes the records of a draft, and its parts.
    static asio::awaitable<void> discard(S3Client& client, Key key);

    [[nodiscard]] std::uint64_t size() const override;
    asio::awaitable<Result<void>> append(ByteSpan bytes) override;
    asio::awaitable<Result<std::uint64_t>> sync() override;
    asio::awaitable<Result<void>> finish() override;

private:
    asio::awaitable<Result<void>> send_part();
    asio::awaitable<Result<void>> keep_record();
    asio::awaitable<Result<void>> become_object();
    [[nodiscard]] std::size_t parts() const { return upload_ ? upload_->parts().size() : 0; }

    S3Client& client_;
    Key key_;
    std::optional<S3Multipart> upload_;

    // What is behind the parts. Shared with a request under way, and changed only while there is
    // none.
    std::shared_ptr<Bytes> tail_ = std::make_shared<Bytes>();
    std::vector<std::uint64_t> records_;  // The sizes that those have which are there, in order.
};

}  // namespace freshet::objects
