#include "bench/wait.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace freshet::bench {

std::span<epoll_event> wait_for_events(int epoll, std::span<epoll_event> room, MonoTime deadline) {
    const auto left = time_until(deadline);
    const auto count =
        ::epoll_pwait2(epoll, room.data(), static_cast<int>(room.size()), &left, nullptr);
    if (count < 0 && errno != EINTR) {
        throw std::system_error(errno, std::system_category(), "epoll_pwait2");
    }
    return room.first(static_cast<std::size_t>(std::max(count, 0)));
}

timespec time_until(MonoTime deadline) {
    using namespace std::chrono;
    const auto left = std::max(deadline - mono_now(), nanoseconds(0));
    const auto whole = duration_cast<seconds>(left);
    return {.tv_sec = whole.count(), .tv_nsec = duration_cast<nanoseconds>(left - whole).count()};
}

}  // namespace freshet::bench
