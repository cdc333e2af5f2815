#include <algorithm>
#include <array>
#include <csignal>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

#include <fmt/format.h>

#include "bench/connection.hpp"
#include "bench/json_line.hpp"
#include "bench/published.hpp"
#include "bench/rtmp_client.hpp"
#include "bench/timeline.hpp"
#include "bench/tool.hpp"
#include "bench/wait.hpp"

namespace freshet::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto answer_wait_max = 10s;
constexpr auto write_wait_max = 5s;

volatile std::sig_atomic_t stop_asked = 0;

struct Options {
    std::string url;
    std::string file;
    std::string counter;
    double seconds = 30;
};

MessageHead message_head(const FlvTag& tag, std::uint32_t stream, std::uint32_t time_ms) {
    return {.type = tag.type,
            .chunk_stream = tag.type == 9 ? 6u : 4u,
            .stream = stream,
            .time_ms = time_ms};
}

/// A publisher's connection, driven to the end of its timeline on one thread.
class Publisher {
public:
    explicit Publisher(const Url& url) : client_(RtmpClient::Role::publish, url) {
        if (!connection_.open(url.port)) throw std::runtime_error("cannot connect");
        wait(POLLOUT, mono_now() + answer_wait_max);
        if (!connection_.has_connected()) throw std::runtime_error("cannot connect");
    }

    /// Throws when the server does not take our media within `answer_wait_max`.
    void claim_stream() {
        const auto deadline = mono_now() + answer_wait_max;
        write(as_bytes(client_.take_output()));
        while (!client_.is_publishing()) {
            if (mono_now() > deadline) throw std::runtime_error("no answer to publish");
            listen_until(mono_now() + 10ms);
        }
    }

    [[nodiscard]] std::uint32_t stream() const { return client_.stream(); }

    void write(ByteSpan bytes) {
        const auto deadline = mono_now() + write_wait_max;
        while (!bytes.empty()) {
            const auto sent = ::send(connection_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR)
                throw std::runtime_error("the server is gone");
            if (!bytes.empty()) wait(POLLOUT, deadline);
            if (mono_now() > deadline) throw std::runtime_error("the server takes nothing");
        }
    }

    /// Sleeps, and answers what the server says meanwhile.
    void listen_until(MonoTime when) {
        while (mono_now() < when && stop_asked == 0) {
            if (!wait(POLLIN, when)) return;
            const auto count = connection_.read(inbox_);
            if (!count) throw std::runtime_error("the server is gone");
            client_.feed(std::span(inbox_).first(*count));
            while (client_.next()) {
            }
            if (client_.is_over()) throw std::runtime_error("refused: " + client_.refusal());
            write(as_bytes(client_.take_output()));
        }
    }

private:
    bool wait(short events, MonoTime deadline) {
        pollfd waiting{.fd = connection_.fd(), .events = events, .revents = 0};
        const auto left = time_until(deadline);
        return ::ppoll(&waiting, 1, &left, nullptr) > 0;
    }

    Connection connection_;
    RtmpClient client_;
    std::array<std::byte, 16 * 1024> inbox_{};
};

Timeline prepare(const Options& options, std::uint32_t stream) {
    const auto length =
        std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000));
    return lay_out(load_flv(options.file), length,
                   [&](Bytes& out, const FlvTag& tag, std::uint32_t time_ms) {
                       return append_message(out, message_head(tag, stream, time_ms), tag.body,
                                             publish_chunk_bytes);
                   });
}

Bytes setup_messages(const Timeline& timeline, std::uint32_t stream) {
    Bytes out;
    for (const auto& tag : timeline.setup) {
        Bytes body;
        if (tag.type == 18) append(body, Amf0().text("@setDataFrame").bytes());
        append(body, tag.body);
        append_message(out, message_head(tag, stream, 0), body, publish_chunk_bytes);
    }
    return out;
}

void run(const Options& options) {
    auto counter = PublishedFile::create(options.counter);
    Publisher publisher(parse_url(options.url));
    publisher.claim_stream();
    auto timeline = prepare(options, publisher.stream());
    publisher.write(setup_messages(timeline, publisher.stream()));

    const auto start = mono_now();
    MonoTime::duration latest{};
    for (const auto& turn : timeline.turns) {
        publisher.listen_until(start + turn.due);
        if (stop_asked != 0) break;
        const auto now = mono_now();
        latest = std::max(latest, now - (start + turn.due));
        timeline.let_go(turn, now, counter.count());
        publisher.write(ByteSpan(timeline.wire).subspan(turn.begin, turn.end - turn.begin));
    }

    const auto seconds = std::chrono::duration<double>(mono_now() - start).count();
    const auto bytes = static_cast<double>(counter.count().flv_bytes.load());
    JsonLine("publish")
        .add("seconds", seconds)
        .add("mbit_s", bytes * 8e-6 / seconds)
        .add("behind_max_ms", std::chrono::duration<double, std::milli>(latest).count())
        .print();
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    CLI::App app("Publishes an FLV file over RTMP at its own pace, a time stamp in every picture.",
                 "publish");
    Options options;
    app.add_option("--url", options.url, "rtmp://127.0.0.1:PORT/live/KEY")->required();
    app.add_option("--file", options.file, "FLV of H.264 and AAC, played again and again")
        ->required();
    app.add_option("--counter", options.counter, "file that tells viewers what was published")
        ->required();
    app.add_option("--seconds", options.seconds)->check(CLI::Range(1.0, 3600.0));
    std::signal(SIGTERM, [](int) { stop_asked = 1; });
    return run_tool(app, argc, argv, [&] { run(options); });
}
