#pragma once

#include <boost/asio/awaitable.hpp>

#include "channels/access_repository.hpp"
#include "serve/playback/admission.hpp"
#include "serve/playback/judge.hpp"

namespace freshet::playback {

/// Holds what Admission remembers against the database: streams whose row says something else, and
/// viewers who have lost their right. What it refers to outlives it.
class Reviews {
public:
    Reviews(Admission& admission, Judge& judge, channels::AccessRepository& rows)
        : admission_(admission), judge_(judge), rows_(rows) {}

    /// To be called every ten seconds. Asks one thing after the other, so that a full house does
    /// not crowd out those who are at the door; passes and not playbacks, since three tabs have one
    /// right.
    asio::awaitable<void> round();

private:
    Admission& admission_;
    Judge& judge_;
    channels::AccessRepository& rows_;
};

}  // namespace freshet::playback
