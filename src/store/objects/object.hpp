#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <boost/asio/awaitable.hpp>

#include "base/slice.hpp"
#include "net/file.hpp"

namespace freshet::objects {

namespace asio = boost::asio;

/// An open object: bytes that do not change any more. May be read from any thread, by many at
/// once. Goes before the store that opened it.
class Object {
public:
    explicit Object(std::uint64_t size) : size_(size) {}
    virtual ~Object() = default;

    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;

    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// The same bytes as a file of this machine, to send by sendfile(2). Null: they are elsewhere.
    [[nodiscard]] virtual std::shared_ptr<const net::File> file() const { return nullptr; }

    /// Exactly `count` bytes from `offset` on, or what there is up to the end. The caller bounds
    /// `count`, for as much is held. Throws an Outage, also for an object that was removed or
    /// replaced meanwhile if that cannot be read any more: what comes is always of one object.
    [[nodiscard]] virtual asio::awaitable<Slice> read(std::uint64_t offset,
                                                      std::size_t count) const = 0;

private:
    std::uint64_t size_;
};

}  // namespace freshet::objects
