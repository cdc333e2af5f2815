#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <deque>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>

#include "bench/json_line.hpp"
#include "bench/published.hpp"
#include "bench/timeline.hpp"
#include "bench/tool.hpp"
#include "bench/wait.hpp"
#include "net/descriptor.hpp"

namespace freshet::bench {
namespace {

constexpr std::size_t takers_max = 16'000;

struct Options {
    std::string file;
    std::string counter;
    std::uint16_t port = 0;
    int merge_ms = 0;
    double seconds = 30;
};

[[noreturn]] void fail_with(const char* what) {
    throw std::system_error(errno, std::system_category(), what);
}

net::Descriptor listen_on(std::uint16_t port) {
    net::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int yes = 1;
    (void)::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes,
                       sizeof yes);  // bind() says it.
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail_with("bind");
    if (::listen(socket.get(), 4096) != 0) fail_with("listen");
    return socket;
}

struct Taker {
    net::Descriptor socket;
    ByteSpan greeting;     // What is left of the response's head.
    std::size_t next = 0;  // The next byte of the wire.
    bool asked = false;
    bool blocked = false;
};

/// The least that a server of one thread can do: each taker gets all that it has not had with one
/// send() from shared, prepared memory, at every frame or every `merge_ms`. No ingest, no parsing,
/// no chunk lines.
class Floor {
public:
    explicit Floor(const Options& options)
        : counter_(PublishedFile::create(options.counter)),
          timeline_(
              lay_out(load_flv(options.file),
                      std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000)),
                      [](Bytes& out, const FlvTag& tag, std::uint32_t time_ms) {
                          append_flv(out, tag, time_ms);
                          return out.size() - 4 - tag.body.size();
                      })),
          merge_(options.merge_ms),
          listener_(listen_on(options.port)),
          epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        append(greeting_,
               "HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n");
        append(greeting_, flv_file_head());
        for (const auto& tag : timeline_.setup) append_flv(greeting_, tag, 0);
        watch(listener_.get(), EPOLL_CTL_ADD, EPOLLIN, nullptr);
    }

    void run() {
        start_ = mono_now();
        std::array<epoll_event, 256> events;
        std::size_t turn = 0;
        auto next_write = start_;
        while (turn < timeline_.turns.size()) {
            const auto now = mono_now();
            while (turn < timeline_.turns.size() && start_ + timeline_.turns[turn].due <= now) {
                let_go(timeline_.turns[turn++]);
            }
            if (written_ < head_ && now >= next_write) {
                while (next_write <= now && merge_ > merge_.zero()) next_write += merge_;
                give_to_all();
            }
            auto deadline =
                turn < timeline_.turns.size() ? start_ + timeline_.turns[turn].due : now;
            if (written_ < head_) deadline = std::min(deadline, next_write);
            for (const auto& event : wait_for_events(epoll_.get(), events, deadline)) take(event);
        }
    }

private:
    void watch(int fd, int operation, std::uint32_t events, Taker* taker) {
        epoll_event event{.events = events, .data = {.ptr = taker}};
        if (::epoll_ctl(epoll_.get(), operation, fd, &event) != 0) fail_with("epoll_ctl");
    }

    void let_go(const Turn& turn) {
        timeline_.let_go(turn, mono_now(), counter_.count());
        if (turn.keyframe) keyframe_ = turn.begin;
        head_ = turn.end;
    }

    void give_to_all() {
        written_ = head_;
        for (auto& taker : takers_) {
            if (taker.asked && !taker.blocked && taker.socket.is_open()) give(taker);
        }
    }

    void take(const epoll_event& event) {
        auto* taker = static_cast<Taker*>(event.data.ptr);
        if (taker == nullptr) return accept_all();
        if (event.events & EPOLLIN) hear(*taker);
        if (taker->socket.is_open() && event.events & EPOLLOUT) give(*taker);
    }

    void accept_all() {
        while (true) {
            net::Descriptor socket(
                ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (!socket.is_open()) return;
            if (takers_.size() == takers_max) continue;  // Closes it.
            const int yes = 1;
            (void)::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes,
                               sizeof yes);  // Only quicker.
            auto& taker = takers_.emplace_back();
            taker.socket = std::move(socket);
            watch(taker.socket.get(), EPOLL_CTL_ADD, EPOLLIN, &taker);
        }
    }

    /// The first thing that a taker says is its request; the next is that it goes.
    void hear(Taker& taker) {
        std::array<char, 4096> request;
        const auto count = ::recv(taker.socket.get(), request.data(), request.size(), 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) return taker.socket.reset();
        if (taker.asked) return;
        taker.asked = true;
        taker.greeting = greeting_;
        taker.next = keyframe_;
        give(taker);
    }

    void give(Taker& taker) {
        while (!taker.greeting.empty()) {
            const auto sent = send(taker, taker.greeting);
            if (!sent) return;
            taker.greeting = taker.greeting.subspan(*sent);
        }
        while (taker.next < written_) {
            const auto sent =
                send(taker, ByteSpan(timeline_.wire).subspan(taker.next, written_ - taker.next));
            if (!sent) return;
            taker.next += *sent;
        }
        if (taker.blocked) watch(taker.socket.get(), EPOLL_CTL_MOD, EPOLLIN, &taker);
        taker.blocked = false;
    }

    std::optional<std::size_t> send(Taker& taker, ByteSpan bytes) {
        const auto sent = ::send(taker.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) return static_cast<std::size_t>(sent);
        if (errno != EAGAIN) {
            taker.socket.reset();
        } else if (!taker.blocked) {
            taker.blocked = true;
            watch(taker.socket.get(), EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT, &taker);
        }
        return std::nullopt;
    }

    PublishedFile counter_;
    Timeline timeline_;
    std::chrono::milliseconds merge_;
    Bytes greeting_;
    net::Descriptor listener_;
    net::Descriptor epoll_;
    std::deque<Taker> takers_;
    MonoTime start_{};
    std::size_t head_ = 0;  // Behind the last byte that was let go,
    std::size_t written_ =
        0;  // and behind the last that takers may have: not the same while frames are merged.
    std::size_t keyframe_ = 0;  // Where a new taker begins.
};

void run(const Options& options) {
    allow_descriptors(takers_max);
    Floor(options).run();
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    CLI::App app("Serves an FLV file as live HTTP-FLV with the least work there is: the floor.",
                 "floor");
    Options options;
    app.add_option("--file", options.file, "FLV of H.264 and AAC, played again and again")
        ->required();
    app.add_option("--counter", options.counter, "file that tells viewers what was published")
        ->required();
    app.add_option("--port", options.port)->required()->check(CLI::Range(1, 65'535));
    app.add_option("--merge-ms", options.merge_ms, "0: a write a frame")
        ->check(CLI::Range(0, 2000));
    app.add_option("--seconds", options.seconds)->check(CLI::Range(1.0, 3600.0));
    return run_tool(app, argc, argv, [&] { run(options); });
}
