#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace freshet::objects {

/// Opens what Amazon CloudFront keeps from those who have no signature (Developer Guide, "Create a
/// signed URL using a custom policy"). From any thread.
class CloudFrontSigner {
public:
    /// With an RSA key as PEM. Nothing: it is none.
    [[nodiscard]] static std::optional<CloudFrontSigner> create(std::string key_pair_id,
                                                                std::string_view private_key);

    /// The query by which, until then, every URL can be loaded that the pattern names:
    /// "https://cdn.example/media/0f3a/*". Takes a millisecond or so: one for all URLs of a video.
    [[nodiscard]] std::string query(std::string_view pattern, WallTime until) const;

private:
    struct Key;

    CloudFrontSigner(std::string key_pair_id, std::shared_ptr<const Key> key)
        : key_pair_id_(std::move(key_pair_id)), key_(std::move(key)) {}

    std::string key_pair_id_;
    std::shared_ptr<const Key> key_;
};

}  // namespace freshet::objects
