#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "store/objects/s3_client.hpp"

namespace freshet::objects {

/// What a bucket tells of an object. Its name may be none of a key.
struct S3Listed {
    std::string name;
    std::uint64_t size = 0;
    WallTime modified_at{};
};

/// An upload in parts that was begun and not completed.
struct S3Upload {
    std::string name;  // Of the object that it is to be.
    std::string id;
    WallTime begun_at{};
};

/// Those whose names begin so and come after that name: the first `count` at least, if there are as
/// many. Throws an Outage.
asio::awaitable<std::vector<S3Listed>> list_objects(S3Client& client, std::string prefix,
                                                    std::string after, std::size_t count);

/// The same of uploads.
asio::awaitable<std::vector<S3Upload>> list_uploads(S3Client& client, std::string prefix,
                                                    std::string after, std::size_t count);

}  // namespace freshet::objects
