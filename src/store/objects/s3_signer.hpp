#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/objects/s3_address.hpp"

namespace freshet::objects {

using S3Params = std::vector<std::pair<std::string, std::string>>;

/// Makes URLs of requests to a bucket, which carry their own signature (AWS Signature Version 4,
/// "Authenticating Requests: Using Query Parameters"). What is sent along is not signed: TLS guards
/// it. From any thread.
class S3Signer {
public:
    explicit S3Signer(S3Account account) : account_(std::move(account)), address_(account_) {}

    /// For a request of that method and object (empty: the bucket), good from `now` on for `life`,
    /// a week at most.
    [[nodiscard]] std::string url(std::string_view method, std::string_view name, S3Params params,
                                  WallTime now, std::chrono::seconds life) const;

private:
    S3Account account_;
    S3Address address_;
};

}  // namespace freshet::objects
