#pragma once

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.hpp"

namespace freshet {

/// A run of immutable bytes and a share in the allocation that holds them. Copies share; nothing is
/// copied. May be read from any thread.
class Slice {
public:
    Slice() = default;

    /// Takes the bytes over.
    explicit Slice(Bytes bytes) {
        auto owner = std::make_shared<const Bytes>(std::move(bytes));
        bytes_ = *owner;
        owner_ = std::move(owner);
    }

    /// Part of what `owner` keeps alive.
    Slice(std::shared_ptr<const void> owner, ByteSpan bytes)
        : owner_(std::move(owner)), bytes_(bytes) {}

    [[nodiscard]] ByteSpan bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }

    /// The bytes from `offset` on, at most `count` of them, sharing the same allocation.
    [[nodiscard]] Slice sub(std::size_t offset, std::size_t count = std::dynamic_extent) const {
        const auto from = bytes_.subspan(std::min(offset, bytes_.size()));
        return {owner_, from.first(std::min(count, from.size()))};
    }

private:
    std::shared_ptr<const void> owner_;
    ByteSpan bytes_;
};

}  // namespace freshet
