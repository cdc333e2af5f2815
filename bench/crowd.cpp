#include "bench/crowd.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <sys/epoll.h>
#include <system_error>

#include "bench/wait.hpp"

namespace freshet::bench {

Crowd::Crowd() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (!epoll_.is_open()) throw std::system_error(errno, std::system_category(), "epoll_create1");
}

void Crowd::wake_at(MonoTime when, Member& member) { alarms_.push({when, &member}); }

void Crowd::watch(int fd, std::uint32_t events, Member& member) {
    epoll_event event{.events = events, .data = {.ptr = &member}};
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event) == 0) return;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0) return;
    throw std::system_error(errno, std::system_category(), "epoll_ctl");
}

void Crowd::run(MonoTime until) {
    std::array<epoll_event, 256> events;
    while (mono_now() < until) {
        wake_those_due();
        const auto next = alarms_.empty() ? until : std::min(until, alarms_.top().when);
        for (const auto& event : wait_for_events(epoll_.get(), events, next)) {
            static_cast<Member*>(event.data.ptr)->ready(event.events, mono_now());
        }
    }
}

void Crowd::wake_those_due() {
    for (auto now = mono_now(); !alarms_.empty() && alarms_.top().when <= now; now = mono_now()) {
        auto& member = *alarms_.top().member;
        alarms_.pop();
        member.wake(now);
    }
}

}  // namespace freshet::bench
