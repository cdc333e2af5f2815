#pragma once

#include <span>
#include <sys/epoll.h>

#include "base/clock.hpp"

namespace freshet::bench {

/// Waits until there are events or `deadline` has come, to the microsecond, and gives those there
/// are. Throws.
[[nodiscard]] std::span<epoll_event> wait_for_events(int epoll, std::span<epoll_event> room,
                                                     MonoTime deadline);

/// What is left until then, never below nothing, as the kernel takes it.
[[nodiscard]] timespec time_until(MonoTime deadline);

}  // namespace freshet::bench
