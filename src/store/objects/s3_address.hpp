#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/secret_text.hpp"

namespace freshet::objects {

/// Which bucket, and as whom.
struct S3Account {
    std::string bucket;
    std::string region = "us-east-1";
    std::string endpoint{};  // "https://s3.example:9000"; empty: AWS itself.
    std::string access_key{};
    SecretText secret_key{};
};

/// What a name may be (Amazon S3 User Guide, "Bucket naming rules").
[[nodiscard]] bool is_bucket_name(std::string_view text);

/// "us-east-1": letters, digits and hyphens.
[[nodiscard]] bool is_region(std::string_view text);

/// "https://s3.example:9000": a scheme and a host, and nothing behind it.
[[nodiscard]] bool is_endpoint(std::string_view text);

/// Where the bucket is: in the path of an endpoint of one's own, in the host's name at AWS.
struct S3Address {
    explicit S3Address(const S3Account& account);

    /// Where an object of that name is, with what a URL may not hold encoded; empty: the bucket.
    [[nodiscard]] std::string path_of(std::string_view name) const;

    std::string origin;  // "https://media.s3.eu-west-1.amazonaws.com"
    std::string host;    // As the header says it.

private:
    std::string prefix_;  // "/media" in the path, or nothing.
};

}  // namespace freshet::objects
