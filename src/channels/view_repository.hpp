#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/secret_text.hpp"
#include "channels/view.hpp"

namespace freshet::channels {

/// How many watched a stream at once, at most, since that was last told.
struct Peak {
    StreamId stream;
    ChannelId channel;
    std::uint32_t viewers = 0;
};

/// Where views are kept, with what follows from them: how many a stream or a video has had, and the
/// days of a channel in its time zone. Promises as ChannelRepository.
class ViewRepository {
public:
    virtual ~ViewRepository() = default;

    /// Views that are new, or have grown since they were noted. Those of what is gone are passed
    /// over.
    virtual boost::asio::awaitable<void> note(std::vector<View> views) = 0;

    virtual boost::asio::awaitable<void> note_peaks(std::vector<Peak> peaks, WallTime now) = 0;

    /// The salt of this day: the one that is kept, else from now on the one that is offered. Those
    /// of other days are forgotten.
    virtual boost::asio::awaitable<SecretText> salt_of(std::string day, SecretText offered) = 0;
};

}  // namespace freshet::channels
