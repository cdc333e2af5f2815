#include "net/listener.hpp"

#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <sys/socket.h>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/check.hpp"
#include "base/log.hpp"
#include "net/error.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds pause{100};  // When there are no descriptors left.
constexpr std::chrono::seconds warning_interval{10};

// Clients taken in at one turn of the loop. One a turn would starve a crowd that comes while each
// turn is long, because the thread also writes to thousands of viewers.
constexpr int accepts_a_turn = 64;

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

enum class Sharing : bool { alone, with_lanes };

Result<tcp::acceptor> bound(asio::io_context& context, const tcp::endpoint& endpoint,
                            Sharing sharing) {
    tcp::acceptor acceptor(context);
    ErrorCode error;
    (void)acceptor.open(endpoint.protocol(), error);
    if (!error) (void)acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && sharing == Sharing::with_lanes) (void)acceptor.set_option(ReusePort(true), error);
    if (!error && endpoint.address().is_v6())
        (void)acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error) (void)acceptor.bind(endpoint, error);
    if (error) return std::unexpected(error);
    return acceptor;
}

[[noreturn]] void refuse(const tcp::endpoint& endpoint, ErrorCode why) {
    if (why == asio::error::address_in_use) why = Errc::port_taken;
    throw boost::system::system_error(why, "port " + std::to_string(endpoint.port()));
}

/// "::" takes both families in; a machine without IPv6 has 0.0.0.0 alone.
tcp::endpoint endpoint_of(asio::io_context& context, const std::string& address,
                          std::uint16_t port) {
    if (!address.empty()) {
        ErrorCode error;
        const auto parsed = asio::ip::make_address(address, error);
        if (error) throw boost::system::system_error(Errc::bad_address, address);
        return {parsed, port};
    }
    const tcp::endpoint any(asio::ip::address_v6::any(), 0);
    const bool has_v6 = bound(context, any, Sharing::alone).has_value();
    if (has_v6) return {asio::ip::address_v6::any(), port};
    return {asio::ip::address_v4::any(), port};
}

/// With SO_REUSEPORT a second instance would be given half of the connections. Without it, bind
/// says so.
void refuse_taken_port(asio::io_context& context, const tcp::endpoint& endpoint) {
    auto probe = bound(context, endpoint, Sharing::alone);
    if (!probe) refuse(endpoint, probe.error());
    ErrorCode error;
    (void)probe->listen(1, error);
    if (error) refuse(endpoint, error);
}

std::string readable(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

bool is_shortage(const ErrorCode& error) {
    return error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
           error == asio::error::no_memory ||
           error == boost::system::errc::too_many_files_open_in_system;
}

}  // namespace

/// What all lanes count in common. Kept alive by every Place, which may outlive the Listener.
struct Listener::Shared {
    Shared(Config its_config, Serve its_serve)
        : config(std::move(its_config)), serve(std::move(its_serve)) {}

    static Place admit(const std::shared_ptr<Shared>& shared, const std::string& address);
    void leave(const std::string& client, bool counted);

    const Config config;
    const Serve serve;
    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<std::uint64_t> refused = 0;
    std::atomic<std::uint64_t> pauses = 0;
    log::Every refusals{warning_interval};
    log::Every shortages{warning_interval};

    mutable std::mutex mutex;
    std::size_t open = 0;
    std::map<std::string, std::size_t> by_client;
};

Place Listener::Shared::admit(const std::shared_ptr<Shared>& shared, const std::string& address) {
    const bool counted = !shared->config.uncounted.contains(address);
    auto client = client_key(address);
    {
        const std::lock_guard lock(shared->mutex);
        if (shared->open >= shared->config.connections_max) return nullptr;
        if (counted) {
            auto& of_client = shared->by_client[client];
            if (of_client >= shared->config.connections_per_address_max) return nullptr;
            ++of_client;
        }
        ++shared->open;
    }
    return {static_cast<const void*>(shared.get()),
            [shared, client = std::move(client), counted](const void*) {
                shared->leave(client, counted);
            }};
}

void Listener::Shared::leave(const std::string& client, bool counted) {
    const std::lock_guard lock(mutex);
    --open;
    if (!counted) return;
    const auto found = by_client.find(client);
    if (--found->second == 0) by_client.erase(found);
}

/// One io thread's share. After `start`, its thread alone touches it, until the Listener has joined
/// it.
struct Listener::Lane {
    Lane(IoThread& its_thread, std::shared_ptr<Shared> its_shared, tcp::acceptor its_acceptor)
        : thread(its_thread),
          shared(std::move(its_shared)),
          acceptor(std::move(its_acceptor)),
          accepting(thread.context().get_executor()),
          sessions(thread.context().get_executor()) {}

    asio::awaitable<void> accept();
    ErrorCode accept_waiting();
    asio::awaitable<void> wait_for_descriptors(ErrorCode why);
    void take(tcp::socket socket, const tcp::endpoint& peer);

    IoThread& thread;
    std::shared_ptr<Shared> shared;
    tcp::acceptor acceptor;
    TaskGroup accepting;
    TaskGroup sessions;
};

asio::awaitable<void> Listener::Lane::accept() {
    while (acceptor.is_open()) {
        tcp::endpoint peer;
        auto [error, socket] =
            co_await acceptor.async_accept(peer, asio::as_tuple(asio::use_awaitable));
        if (error == asio::error::operation_aborted) co_return;
        auto newest = error;
        if (!error) {
            take(std::move(socket), peer);
            newest = accept_waiting();
        }
        if (is_shortage(newest)) co_await wait_for_descriptors(newest);
        // Anything else is a client that left before it was accepted.
    }
}

/// Takes those who wait already. Tells why there are no more.
ErrorCode Listener::Lane::accept_waiting() {
    ErrorCode error;
    for (int i = 0; i < accepts_a_turn && !error; ++i) {
        tcp::endpoint peer;
        tcp::socket socket(thread.context());
        (void)acceptor.accept(socket, peer, error);
        if (!error) take(std::move(socket), peer);
    }
    return error;
}

asio::awaitable<void> Listener::Lane::wait_for_descriptors(ErrorCode why) {
    ++shared->pauses;
    if (const auto times = shared->shortages.count()) {
        log::warning(shared->config.name, "accept paused reason=\"{}\" times={}", why.message(),
                     *times);
    }
    asio::steady_timer timer(thread.context(), pause);
    co_await timer.async_wait(asio::use_awaitable);
}

void Listener::Lane::take(tcp::socket socket, const tcp::endpoint& peer) {
    auto peer_ip = readable(peer.address());
    auto place = Shared::admit(shared, peer_ip);
    if (!place) {
        ++shared->refused;
        if (const auto times = shared->refusals.count()) {
            log::warning(shared->config.name, "connections refused limit reached peer={} times={}",
                         peer_ip, *times);
        }
        return;
    }
    ++shared->accepted;

    ErrorCode gone;  // A client that has left already fails these; its session finds out at its
                     // first read.
    (void)socket.set_option(tcp::no_delay(true), gone);
    (void)socket.native_non_blocking(true, gone);

    sessions.spawn(shared->config.name, [&](Interrupt interrupt) {
        return shared->serve({.socket = std::move(socket),
                              .peer_ip = std::move(peer_ip),
                              .place = std::move(place),
                              .thread = thread,
                              .tasks = sessions,
                              .interrupt = std::move(interrupt)});
    });
}

Listener::Listener(IoThreads& threads, Config config, Serve serve)
    : threads_(threads), shared_(std::make_shared<Shared>(std::move(config), std::move(serve))) {
    auto& first = threads.at(0).context();
    auto endpoint = endpoint_of(first, shared_->config.address, shared_->config.port);
    if (endpoint.port() != 0) refuse_taken_port(first, endpoint);

    for (std::size_t i = 0; i < threads.size(); ++i) {
        auto acceptor = bound(threads.at(i).context(), endpoint, Sharing::with_lanes);
        if (!acceptor) refuse(endpoint, acceptor.error());
        endpoint.port(acceptor->local_endpoint().port());
        lanes_.push_back(std::make_unique<Lane>(threads.at(i), shared_, std::move(*acceptor)));
    }
    port_ = endpoint.port();
}

Listener::~Listener() {
    if (!started_) return;
    stop_accepting();
    cancel();
    join(std::chrono::milliseconds(0));
}

void Listener::start() {
    for (auto& lane : lanes_) {
        lane->acceptor.listen();
        lane->acceptor.non_blocking(true);
    }
    started_ = true;
    for (auto& lane : lanes_) {
        lane->thread.post([&lane = *lane] { lane.accepting.spawn("accept", lane.accept()); });
    }
}

void Listener::stop_accepting() {
    for (auto& lane : lanes_) {
        lane->thread.post([&lane = *lane] {
            ErrorCode ignored;  // Closing twice is no error.
            (void)lane.acceptor.close(ignored);
            lane.accepting.cancel();
        });
    }
}

void Listener::cancel() {
    for (auto& lane : lanes_) {
        lane->thread.post([&lane = *lane] { lane.sessions.cancel(); });
    }
}

void Listener::join(std::chrono::milliseconds grace) {
    FRESHET_CHECK(IoThread::current() == nullptr);
    std::latch left(static_cast<std::ptrdiff_t>(2 * lanes_.size()));
    const auto leave = [&left](std::exception_ptr) { left.count_down(); };
    for (auto& lane : lanes_) {
        lane->thread.post([&lane = *lane, grace, leave] {
            const auto executor = lane.thread.context().get_executor();
            asio::co_spawn(executor, lane.accepting.join(std::chrono::milliseconds(0)), leave);
            asio::co_spawn(executor, lane.sessions.join(grace), leave);
        });
    }
    left.wait();
    started_ = false;
}

Listener::Counts Listener::counts() const {
    const std::lock_guard lock(shared_->mutex);
    return {.accepted = shared_->accepted,
            .refused = shared_->refused,
            .pauses = shared_->pauses,
            .open = shared_->open};
}

}  // namespace freshet::net
