#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "base/clock.hpp"
#include "net/descriptor.hpp"

namespace freshet::bench {

/// One client of a crowd. Woken when its time has come, told when its descriptor can be used.
class Member {
public:
    virtual ~Member() = default;
    virtual void wake(MonoTime now) = 0;
    virtual void ready(std::uint32_t events, MonoTime now) = 0;
};

/// Thousands of clients on one thread and one epoll. Refers to its members, which outlive its last
/// `run`.
class Crowd {
public:
    Crowd();

    /// Wakes a member at `when` or soon after.
    void wake_at(MonoTime when, Member& member);

    /// Says which events of a descriptor a member waits for, level-triggered. Closing it ends that.
    void watch(int fd, std::uint32_t events, Member& member);

    /// Serves the members until that moment.
    void run(MonoTime until);

private:
    struct Alarm {
        MonoTime when;
        Member* member;
        bool operator>(const Alarm& other) const { return when > other.when; }
    };

    void wake_those_due();

    net::Descriptor epoll_;
    std::priority_queue<Alarm, std::vector<Alarm>, std::greater<>> alarms_;
};

}  // namespace freshet::bench
