#include "net/listener.hpp"

#include <array>
#include <fcntl.h>
#include <future>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>

#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "net/descriptor.hpp"
#include "net/error.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::milliseconds;

/// Sends back what it hears, after saying who the client is.
asio::awaitable<void> echo(Connection connection) {
    const auto greeting = connection.peer_ip + "\n";
    co_await asio::async_write(connection.socket, asio::buffer(greeting), asio::use_awaitable);
    std::array<char, 64> inbox{};
    while (true) {
        const auto count =
            co_await connection.socket.async_read_some(asio::buffer(inbox), asio::use_awaitable);
        co_await asio::async_write(connection.socket, asio::buffer(inbox, count),
                                   asio::use_awaitable);
    }
}

Descriptor socket_v4() { return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

bool connect_v4(const Descriptor& socket, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    (void)::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    return ::connect(socket.get(), generic, sizeof address) == 0;
}

Descriptor connect_v4(std::uint16_t port) {
    auto socket = socket_v4();
    if (!connect_v4(socket, port)) socket.reset();
    return socket;
}

/// What the peer sends first; empty when it closes.
std::string hear(const Descriptor& socket) {
    std::array<char, 64> inbox{};
    const auto count = ::recv(socket.get(), inbox.data(), inbox.size(), 0);
    return {inbox.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

class ListenerTest : public testing::Test {
protected:
    ListenerTest() { threads.start(); }

    Listener::Config config() const { return {.name = "test"}; }

    IoThreads threads{2};
};

TEST_F(ListenerTest, serves_clients_and_names_ipv4_ones_by_their_ipv4_address) {
    Listener listener(threads, config(), echo);
    listener.start();
    const auto client = connect_v4(listener.port());
    EXPECT_EQ(hear(client), "127.0.0.1\n");
    ASSERT_EQ(::send(client.get(), "hi", 2, MSG_NOSIGNAL), 2);
    EXPECT_EQ(hear(client), "hi");
}

TEST_F(ListenerTest, refuses_a_port_that_somebody_listens_on_and_names_it) {
    Listener first(threads, config(), echo);
    first.start();
    auto same = config();
    same.port = first.port();
    try {
        Listener second(threads, same, echo);
        ADD_FAILURE() << "two on one port";
    } catch (const boost::system::system_error& error) {
        EXPECT_EQ(error.code(), Errc::port_taken);
        EXPECT_NE(std::string(error.what()).find(std::to_string(first.port())), std::string::npos);
    }
}

TEST_F(ListenerTest, refuses_an_address_that_is_none) {
    auto wrong = config();
    wrong.address = "localhost:80";
    EXPECT_THROW(Listener(threads, wrong, echo), boost::system::system_error);
}

TEST_F(ListenerTest, closes_connections_beyond_the_limit_per_address_and_counts_them) {
    auto one = config();
    one.connections_per_address_max = 1;
    Listener listener(threads, one, echo);
    listener.start();
    auto first = connect_v4(listener.port());
    EXPECT_EQ(hear(first), "127.0.0.1\n");
    EXPECT_EQ(hear(connect_v4(listener.port())), "");
    EXPECT_EQ(listener.counts().open, 1u);
    EXPECT_EQ(listener.counts().refused, 1u);
}

TEST_F(ListenerTest, counts_no_connections_of_proxies_per_address) {
    auto proxied = config();
    proxied.connections_per_address_max = 1;
    ASSERT_TRUE(proxied.uncounted.add("127.0.0.0/8"));
    Listener listener(threads, proxied, echo);
    listener.start();
    const auto first = connect_v4(listener.port());
    const auto second = connect_v4(listener.port());
    EXPECT_EQ(hear(first), "127.0.0.1\n");
    EXPECT_EQ(hear(second), "127.0.0.1\n");
}

asio::awaitable<void> keep_place(Connection connection, std::promise<Place>& kept) {
    kept.set_value(connection.place);
    co_return;
}

TEST_F(ListenerTest, counts_a_connection_for_as_long_as_somebody_keeps_its_place) {
    std::promise<Place> kept;
    Listener listener(threads, config(), [&](Connection connection) {
        return keep_place(std::move(connection), kept);
    });
    listener.start();
    const auto client = connect_v4(listener.port());
    auto place = kept.get_future().get();
    EXPECT_EQ(hear(client), "");  // The session has ended.
    EXPECT_EQ(listener.counts().open, 1u);
    place.reset();
    EXPECT_EQ(listener.counts().open, 0u);
}

TEST_F(ListenerTest, lets_sessions_go_on_after_it_has_stopped_to_accept) {
    Listener listener(threads, config(), echo);
    listener.start();
    const auto client = connect_v4(listener.port());
    EXPECT_EQ(hear(client), "127.0.0.1\n");

    listener.stop_accepting();

    ASSERT_EQ(::send(client.get(), "hi", 2, MSG_NOSIGNAL), 2);
    EXPECT_EQ(hear(client), "hi");
    listener.cancel();
    listener.join(hours(1));
    EXPECT_EQ(hear(client), "");
    EXPECT_FALSE(connect_v4(listener.port()).is_open());
}

TEST_F(ListenerTest, cancels_sessions_that_outstay_the_grace) {
    Listener listener(threads, config(), echo);
    listener.start();
    const auto client = connect_v4(listener.port());
    EXPECT_EQ(hear(client), "127.0.0.1\n");
    listener.stop_accepting();
    listener.join(milliseconds(1));
    EXPECT_EQ(listener.counts().open, 0u);
}

TEST_F(ListenerTest, pauses_when_descriptors_run_out_and_goes_on_when_there_are_some) {
#if __has_feature(undefined_behavior_sanitizer)
    GTEST_SKIP()
        << "UBSan itself needs descriptors to look at memory, and takes their lack for a fault";
#endif
    Listener listener(threads, config(), echo);
    listener.start();
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto client = socket_v4();
    Descriptor next(::fcntl(0, F_DUPFD_CLOEXEC, 0));
    const rlimit tight{.rlim_cur = static_cast<rlim_t>(next.get()), .rlim_max = before.rlim_max};
    next.reset();
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    ASSERT_TRUE(connect_v4(client, listener.port()));
    while (listener.counts().pauses == 0) std::this_thread::yield();

    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);

    EXPECT_EQ(hear(client), "127.0.0.1\n");
}

}  // namespace
}  // namespace freshet::net
