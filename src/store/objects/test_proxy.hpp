#pragma once

#include <array>
#include <atomic>
#include <cctype>
#include <functional>
#include <list>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace freshet::objects::test {

namespace asio = boost::asio;

/// What befalls one request.
struct Fault {
    enum class Kind {
        none,
        answered,     // By the proxy, with `answer`; the server hears nothing.
        cut_request,  // The connection breaks before the server hears anything.
        cut_answer,   // It breaks in the middle of the answer.
        lost_answer,  // The server does it, and nobody is told.
        stalled,      // Nothing comes any more.
    };

    Kind kind = Kind::none;
    std::string answer{};
};

/// An answer of the proxy's own.
inline std::string http_answer(std::string_view status, std::string_view body,
                               std::string_view headers = {}) {
    return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

inline std::string error_answer(std::string_view status, std::string_view code) {
    return http_answer(status, "<Error><Code>" + std::string(code) + "</Code></Error>");
}

/// Stands before a server on this machine, and does to requests what a bad network, or a bad day of
/// the server, does. A connection carries one request. A thread each.
class FaultyProxy {
public:
    /// What is to befall the request of that line, without its signature: "PUT /bucket/key?a=b".
    using Judge = std::function<Fault(const std::string& line)>;

    explicit FaultyProxy(int server_port) : server_port_(server_port) {
        accepting_ = std::thread([this] { accept(); });
    }

    ~FaultyProxy() {
        stopping_ = true;
        boost::system::error_code ignored;  // It only has to wake the acceptor.
        tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);
        accepting_.join();
        for (auto& client : clients_) client.shutdown(tcp::socket::shutdown_both, ignored);
        for (auto& thread : threads_) thread.join();
    }

    FaultyProxy(const FaultyProxy&) = delete;
    FaultyProxy& operator=(const FaultyProxy&) = delete;

    void set_judge(Judge judge) {
        const std::lock_guard lock(mutex_);
        judge_ = std::move(judge);
    }

    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }

    std::atomic<int> requests = 0;

private:
    using tcp = asio::ip::tcp;

    void accept() {
        while (true) {
            clients_.push_back(acceptor_.accept());
            if (stopping_) return;
            threads_.emplace_back([this, &client = clients_.back()] { serve(client); });
        }
    }

    void serve(tcp::socket& client) {
        boost::system::error_code error;
        std::string request;
        while (!is_whole(request)) {
            if (!read_more(client, request)) return;
        }
        ++requests;
        const auto fault = judge(line_of(request));
        std::string answer = fault.answer;
        if (fault.kind == Fault::Kind::stalled) {
            (void)read_more(client, request);
            return;
        }
        if (fault.kind != Fault::Kind::answered && fault.kind != Fault::Kind::cut_request) {
            answer = ask_server(request);
        }
        if (fault.kind == Fault::Kind::cut_answer) answer.resize(answer.size() / 2);
        if (fault.kind == Fault::Kind::lost_answer) answer.clear();
        asio::write(client, asio::buffer(answer), error);
        client.shutdown(tcp::socket::shutdown_both, error);
    }

    Fault judge(const std::string& line) {
        const std::lock_guard lock(mutex_);
        return judge_ ? judge_(line) : Fault{};
    }

    static bool read_more(tcp::socket& socket, std::string& text) {
        boost::system::error_code error;
        std::array<char, 65536> inbox;
        const auto count = socket.read_some(asio::buffer(inbox), error);
        text.append(inbox.data(), count);
        return !error;
    }

    static bool is_whole(const std::string& request) {
        const auto end = request.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        const std::string name = "Content-Length: ";
        const auto length = request.find(name);
        if (length == std::string::npos || length > end) return true;
        return request.size() >= end + 4 + std::stoul(request.substr(length + name.size()));
    }

    static std::string line_of(const std::string& request) {
        auto line = request.substr(0, request.find(" HTTP/"));
        for (auto at = line.find("X-Amz-"); at != std::string::npos; at = line.find("X-Amz-")) {
            const auto end = line.find('&', at);
            line.erase(at, end == std::string::npos ? end : end - at + 1);
        }
        return line;
    }

    std::string ask_server(std::string request) {
        request.insert(request.find("\r\n") + 2, "Connection: close\r\n");
        boost::system::error_code error;
        tcp::socket server(context_);
        const auto port = static_cast<std::uint16_t>(server_port_);
        server.connect({asio::ip::address_v4::loopback(), port}, error);
        if (error) return {};
        asio::write(server, asio::buffer(request), error);
        std::string answer;
        while (read_more(server, answer)) continue;
        return answer;
    }

    int server_port_;
    asio::io_context context_;
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::mutex mutex_;
    Judge judge_;
    std::atomic<bool> stopping_ = false;
    std::list<tcp::socket> clients_;
    std::list<std::thread> threads_;
    std::thread accepting_;
};

/// Of each request that is new, the first try.
class FirstTry {
public:
    explicit FirstTry(Fault fault) : fault_(std::move(fault)) {}

    Fault operator()(const std::string& line) {
        return seen_.insert(line).second ? fault_ : Fault{};
    }

private:
    Fault fault_;
    std::set<std::string> seen_;
};

}  // namespace freshet::objects::test
