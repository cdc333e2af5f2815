#pragma once

#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "channels/access_repository.hpp"
#include "serve/playback/admission.hpp"

namespace freshet::playback {

namespace asio = boost::asio;

/// Holds what Admission remembers against the database: streams whose row says something else, and
/// viewers who have lost their right. What it refers to outlives it.
class Reviews {
public:
    Reviews(Admission& admission, channels::AccessRepository& rows, WallClock clock)
        : admission_(admission), rows_(rows), clock_(std::move(clock)) {}

    /// To be called every ten seconds. Asks of some hundred at once and then of the next, so that a
    /// full house does not crowd out those who are at the door; of passes and not of playbacks,
    /// since three tabs have one right.
    asio::awaitable<void> round();

private:
    asio::awaitable<void> review(std::vector<Admission::Case> cases);

    Admission& admission_;
    channels::AccessRepository& rows_;
    WallClock clock_;
};

}  // namespace freshet::playback
