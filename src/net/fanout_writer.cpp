#include "net/fanout_writer.hpp"

#include <array>
#include <cerrno>
#include <sys/epoll.h>

#include <boost/system/system_error.hpp>

#include "net/fanout.hpp"

namespace freshet::net {

namespace {

int make_epoll() {
    const int fd = ::epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) throw boost::system::system_error(errno, boost::system::system_category());
    return fd;
}

}  // namespace

FanoutWriter::FanoutWriter(boost::asio::io_context& context, Loop& loop, Limits limits)
    : loop_(loop), limits_(limits), epoll_(context, make_epoll()), inbox_(16 * 1024) {
    wait_for_events();
}

FanoutWriter::~FanoutWriter() = default;

bool FanoutWriter::watch(Viewer& viewer) {
    // Edge-triggered: registered once, told on every change, never modified.
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &viewer;
    return ::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, viewer.socket.get(), &event) == 0;
}

void FanoutWriter::unwatch(Viewer& viewer) {
    // Closing would do, were there never a child process that holds a copy between fork and exec.
    (void)::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, viewer.socket.get(), nullptr);
}

void FanoutWriter::bury(std::unique_ptr<Viewer> viewer) {
    if (handling_) buried_.push_back(std::move(viewer));
}

void FanoutWriter::wait_for_events() {
    epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [this](const boost::system::error_code& error) {
                          if (error) return;
                          handle_events();
                          wait_for_events();
                      });
}

void FanoutWriter::handle_events() {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(epoll_.native_handle(), events.data(), events.size(), 0);
    handling_ = true;
    for (int i = 0; i < count; ++i) {
        auto& viewer = *static_cast<Viewer*>(events[static_cast<std::size_t>(i)].data.ptr);
        handle_event(viewer, events[static_cast<std::size_t>(i)].events);
    }
    handling_ = false;
    buried_.clear();
}

void FanoutWriter::handle_event(Viewer& viewer, std::uint32_t what) {
    if (!viewer.socket.is_open()) return;  // Ended by an earlier event of this batch.
    auto& fanout = viewer.fanout;
    if ((what & (EPOLLHUP | EPOLLERR)) != 0) return fanout.end(viewer, ViewerEnd::left);
    if ((what & EPOLLOUT) != 0 && viewer.blocked) {
        fanout.serve(viewer);
        if (!viewer.socket.is_open()) return;
    }
    if ((what & (EPOLLIN | EPOLLRDHUP)) != 0) fanout.hear(viewer);
}

}  // namespace freshet::net
