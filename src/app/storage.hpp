#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/config.hpp"
#include "net/offload.hpp"
#include "store/objects/cloudfront_signer.hpp"
#include "store/objects/store.hpp"

namespace freshet::app {

/// Where objects are kept: in the bucket that is configured, or in DATA_DIR. The pool outlives it.
[[nodiscard]] std::unique_ptr<objects::Store> make_store(const Config& config,
                                                         net::BlockingPool& pool);

/// A picture as a file, wherever it is kept. Null: there is none, or no key is so written.
[[nodiscard]] boost::asio::awaitable<std::shared_ptr<const net::File>> open_picture(
    objects::Store& objects, std::string key);

/// Nothing: no key is configured, or it is not good (see storage_refusal).
[[nodiscard]] std::optional<objects::CloudFrontSigner> make_cdn_signer(const StorageConfig& config);

/// What is wrong with these settings together, as load_config says it. Nothing: they are fine.
[[nodiscard]] std::optional<ConfigError> storage_refusal(const StorageConfig& config);

}  // namespace freshet::app
