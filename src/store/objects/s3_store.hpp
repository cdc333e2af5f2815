#pragma once

#include <atomic>
#include <chrono>

#include "net/offload.hpp"
#include "store/objects/s3_client.hpp"
#include "store/objects/store.hpp"

namespace freshet::objects {

/// Objects in a bucket, each under its key. What is not finished lies where no key leads: parts in
/// uploads that are not completed, what goes with them in ".drafts/". The pool does what blocks:
/// files of this machine. It outlives this, and this goes before the io threads.
class S3Store final : public Store {
public:
    S3Store(const S3Account& account, S3Client::Config config, net::BlockingPool& pool);

    asio::awaitable<void> put(Key key, std::shared_ptr<const Bytes> bytes) override;
    asio::awaitable<Result<void>> put_file(Key key, std::filesystem::path file) override;
    asio::awaitable<std::shared_ptr<const Object>> open(Key key) override;
    asio::awaitable<Result<bool>> fetch(Key key, std::filesystem::path file) override;
    asio::awaitable<void> remove(Key key) override;
    asio::awaitable<std::vector<Listed>> list(Key folder, std::optional<Key> after,
                                              std::size_t count) override;
    asio::awaitable<void> remove_all(Key folder) override;
    asio::awaitable<Result<std::unique_ptr<Draft>>> open_draft(Key key,
                                                               std::uint64_t acknowledged) override;
    asio::awaitable<void> discard_draft(Key key) override;

    /// With uploads that are a day old, whatever they were to be: whoever sent them is gone.
    asio::awaitable<std::vector<Listed>> list_drafts(std::optional<Key> after,
                                                     std::size_t count) override;
    [[nodiscard]] std::optional<std::string> presigned(const Key& key,
                                                       std::chrono::seconds life) const override;

    /// Asked of the bucket every few seconds at most, however often it is asked here.
    asio::awaitable<bool> answers() override;

private:
    asio::awaitable<Result<void>> put_parts(Key key, std::filesystem::path file,
                                            std::uint64_t size);

    S3Client client_;
    net::BlockingPool& pool_;
    std::atomic<MonoTime> asked_at_{MonoTime{}};
    std::atomic<bool> answered_ = false;
};

}  // namespace freshet::objects
