#include "net/epoll_set.hpp"

#include <array>
#include <cerrno>
#include <sys/epoll.h>

#include <boost/system/system_error.hpp>

namespace freshet::net {

namespace {

int make_epoll() {
    const int fd = ::epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) throw boost::system::system_error(errno, boost::system::system_category());
    return fd;
}

}  // namespace

EpollSet::EpollSet(boost::asio::io_context& context) : epoll_(context, make_epoll()) {
    wait_for_events();
}

bool EpollSet::watch(Watched& watched, int socket) {
    // Registered once, told on every change, never modified.
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &watched;
    watched.watched_ = ::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, socket, &event) == 0;
    return watched.watched_;
}

void EpollSet::unwatch(Watched& watched, int socket) {
    if (!watched.watched_) return;
    watched.watched_ = false;
    // Closing would do, were there never a child process that holds a copy between fork and exec.
    (void)::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, socket, nullptr);
}

void EpollSet::bury(std::unique_ptr<Watched> watched) {
    if (handling_) buried_.push_back(std::move(watched));
}

void EpollSet::wait_for_events() {
    epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [this](const boost::system::error_code& error) {
                          if (error) return;
                          handle_events();
                          wait_for_events();
                      });
}

void EpollSet::handle_events() {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(epoll_.native_handle(), events.data(), events.size(), 0);
    handling_ = true;
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        handle_event(*static_cast<Watched*>(event.data.ptr), event.events);
    }
    handling_ = false;
    buried_.clear();
}

void EpollSet::handle_event(Watched& watched, std::uint32_t what) {
    if (!watched.watched_) return;  // Ended by an earlier event of this batch.
    if ((what & (EPOLLHUP | EPOLLERR)) != 0) return watched.on_gone();
    if ((what & EPOLLOUT) != 0) watched.on_writable();
    if (watched.watched_ && (what & (EPOLLIN | EPOLLRDHUP)) != 0) watched.on_readable();
}

}  // namespace freshet::net
