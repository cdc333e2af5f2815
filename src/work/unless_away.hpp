#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "base/log.hpp"

namespace freshet::work {

/// What an act gives; nothing when what it asks is away, which is logged. For who goes on without,
/// or tries again.
template <class T>
boost::asio::awaitable<std::optional<T>> unless_away(std::string_view what,
                                                     boost::asio::awaitable<T> act) try {
    auto value = co_await std::move(act);
    co_return std::optional<T>(std::move(value));
} catch (const boost::system::system_error& error) {
    if (error.code() == boost::asio::error::operation_aborted) throw;
    log::warning("work", "{} cannot be done now reason=\"{}\"", what, error.code().message());
    co_return std::nullopt;
}

}  // namespace freshet::work
