#pragma once

#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::objects {

namespace asio = boost::asio;

/// An object in the making, that grows at its end and survives both us and this machine: another
/// node goes on with it (Store::open_draft). Nobody finds it among the objects before it is
/// finished. One writer at a time is the caller's matter. Holds a bounded piece in memory, whatever
/// its size. One call at a time, from any thread. After a throw (an Outage) it is good for nothing
/// but to go; what was synced is there for the next one. Goes before its store.
class Draft {
public:
    Draft() = default;
    virtual ~Draft() = default;  // Keeps what was synced.

    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    /// How much of it there is, with what would not survive yet.
    [[nodiscard]] virtual std::uint64_t size() const = 0;

    /// The bytes live until it comes back. Errc::storage_full: a part of them may have been taken,
    /// as size() tells, and `sync` keeps it; Errc::too_large: none was.
    virtual asio::awaitable<Result<void>> append(ByteSpan bytes) = 0;

    /// Comes back when all of it would survive the loss of power: how much that is.
    /// Errc::storage_full, from then on: what was synced before is still kept.
    virtual asio::awaitable<Result<std::uint64_t>> sync() = 0;

    /// It is an object now, as durable as one that was put, and replaces one of that name. The last
    /// call. Who comes back after a crash and does not know whether it got here asks Store::open
    /// first: the object is there, or the draft is.
    virtual asio::awaitable<Result<void>> finish() = 0;
};

}  // namespace freshet::objects
