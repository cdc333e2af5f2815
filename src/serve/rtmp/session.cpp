#include "serve/rtmp/session.hpp"

#include <optional>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include "base/log.hpp"
#include "base/outage.hpp"
#include "net/deadline.hpp"
#include "net/io_threads.hpp"
#include "serve/playback/error.hpp"
#include "serve/rtmp/ingest.hpp"
#include "serve/rtmp/player.hpp"

namespace freshet::rtmp {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);

// What is read at once: little until we know whom we talk to, then about a keyframe of usual size.
constexpr std::size_t first_inbox_bytes = 4 * 1024;
constexpr std::size_t publisher_inbox_bytes = 64 * 1024;

// A peer that does not take our answers, or our goodbye, for this long is gone.
constexpr auto write_time_max = 10s;

// For how long, and how much, a peer is listened to that we have refused.
constexpr auto linger_time_max = 2s;
constexpr std::size_t linger_bytes_max = 256 * 1024;

/// One peer's connection. A local of `serve`.
class Session {
public:
    Session(net::Connection connection, const Parts& parts, const fanout::DialectKind& dialect,
            Refusals& refusals, ServerConfig config)
        : connection_(std::move(connection)),
          parts_(parts),
          dialect_(dialect),
          refusals_(refusals),
          protocol_(config, mono_now()),
          inbox_(first_inbox_bytes),
          deadline_(connection_.socket.get_executor(), connection_.interrupt) {}

    asio::awaitable<void> run() {
        while (!over_) {
            const auto input = co_await read();
            if (!input) co_return leave();
            if (const auto fed = protocol_.feed(*input, mono_now()); !fed)
                co_return broken(fed.error());
            co_await handle_events();
            co_await flush();
            if (is_player_) co_return become_viewer();
        }
        leave();
        co_await linger();
    }

private:
    /// The next bytes, which may be none when only time has passed; nothing when the connection is
    /// over.
    asio::awaitable<std::optional<ByteSpan>> read() {
        while (true) {
            if (evicted_->load()) co_return lost("replaced or stopped");
            const auto now = mono_now();
            if (const auto due = protocol_.deadline())
                deadline_.set(std::max(*due - now, MonoTime::duration{}));
            const auto [error, size] = co_await connection_.socket.async_read_some(
                asio::buffer(inbox_.data(), inbox_.size()), no_throw);
            // One that came too late to break this wait off must not break off the next.
            const bool interrupted = deadline_.expired() || evicted_->load();
            if (interrupted) co_await asio::this_coro::reset_cancellation_state();
            if (!error) co_return ByteSpan(inbox_).first(size);
            if (error != asio::error::operation_aborted) co_return lost("connection closed");
            if (!interrupted) co_return lost("shutdown");
            if (evicted_->load()) continue;
            if (const auto alive = protocol_.on_time(mono_now()); !alive) {
                broken(alive.error());
                co_return std::nullopt;
            }
            co_await flush();
        }
    }

    asio::awaitable<void> handle_events() {
        while (!over_) {
            auto event = protocol_.next_event();
            if (!event) co_return broken(event.error());
            if (!*event) co_return;
            if (const auto* asked = std::get_if<PublishAsked>(&**event)) {
                co_await publish(*asked);
            } else if (const auto* wanted = std::get_if<PlayAsked>(&**event)) {
                play(*wanted);
                if (is_player_) co_return;
            } else {
                handle_media(**event);
            }
        }
    }

    asio::awaitable<void> publish(PublishAsked asked) {
        deadline_.clear();  // It is the encoder's, and the database takes its own time.
        auto [publication, handle] = co_await claim(std::move(asked.key));
        if (!publication) co_return refuse_publish(publication.error(), handle);
        ingest_.emplace(std::move(*publication), connection_.peer_ip);
        inbox_.resize(publisher_inbox_bytes);
        protocol_.accept_publish();
    }

    /// `handle` is empty when the key is nobody's.
    void refuse_publish(ErrorCode reason, std::string_view handle) {
        if (const auto times = refusals_.publishes.count()) {
            log::warning("rtmp", "publish refused channel={} peer={} reason=\"{}\" times={}",
                         handle.empty() ? "(none)" : handle, connection_.peer_ip, reason.message(),
                         *times);
        }
        protocol_.refuse_publish(reason == Outage::unavailable ? "NetStream.Publish.Failed"
                                                               : "NetStream.Publish.BadName",
                                 reason.message());
        over_ = true;
    }

    /// The right to publish. That the database is away is a reason like others, and told.
    asio::awaitable<Claim> claim(std::string key) {
        try {
            co_return co_await open_publication(
                parts_, connection_.thread, std::move(key),
                [evicted = evicted_, interrupt = connection_.interrupt] {
                    *evicted = true;
                    interrupt();
                });
        } catch (const boost::system::system_error& error) {
            if (error.code() == asio::error::operation_aborted) throw;
            if (const auto times = refusals_.failures.count()) {
                log::error("rtmp", "publish failed peer={} error=\"{}\" times={}",
                           connection_.peer_ip, error.what(), *times);
            }
            co_return Claim{.publication = fail(Outage::unavailable)};
        }
    }

    void play(const PlayAsked& asked) {
        stream_ = parts_.hub.find(asked.name);
        if (!stream_) {
            protocol_.refuse_play("NetStream.Play.StreamNotFound", "This channel is not live.");
            over_ = true;
        } else if (parts_.delivery.wait_before_start(connection_.peer_ip)) {
            protocol_.refuse_play("NetStream.Play.Failed", "Too many starts. Try again later.");
            over_ = true;
        } else {
            enter(asked);
        }
    }

    void enter(const PlayAsked& asked) {
        auto ticket = parts_.entrance.enter(
            stream_->broadcast().id, {.token = playback::plain_query_value(asked.query, "token"),
                                      .client_id = playback::plain_query_value(asked.query, "v"),
                                      .peer_ip = connection_.peer_ip,
                                      .user_agent = {}});
        if (ticket) {
            ticket_ = *std::move(ticket);
            protocol_.accept_play();
            is_player_ = true;
            return;
        }
        if (ticket.error() == playback::Errc::hidden) {
            protocol_.refuse_play("NetStream.Play.StreamNotFound", "This channel is not live.");
        } else {
            protocol_.refuse_play("NetStream.Play.Failed", "A playback token is needed.");
        }
        over_ = true;
    }

    void handle_media(const Event& event) {
        if (!ingest_) return;
        if (std::holds_alternative<PublishEnded>(event)) {
            ingest_->unpublish();
            ingest_.reset();
            return;
        }
        if (const auto taken = ingest_->take(event); !taken) broken(taken.error());
    }

    /// A player's socket is given away: from here on it is a cursor in its thread's list.
    void become_viewer() {
        fanout::Viewing viewing(
            stream_, {dialect_.name, connection_.peer_ip, connection_.place, std::move(ticket_)});
        fanout::Delivery::Guest guest;
        guest.socket = net::Descriptor(connection_.socket.release());
        guest.session =
            std::make_unique<Player>(std::move(protocol_), std::move(viewing), dialect_);
        parts_.delivery.add(stream_, dialect_, std::move(guest));
    }

    asio::awaitable<void> flush() {
        const auto output = protocol_.take_output();
        if (output.empty()) co_return;
        deadline_.set(write_time_max);
        const auto [error, sent] = co_await asio::async_write(
            connection_.socket, asio::buffer(output.data(), output.size()), no_throw);
        if (!error) co_return;
        over_ = true;
        is_player_ = false;
        reason_ = "connection closed";
    }

    /// What the peer has still been sending is read before the socket closes: else the kernel
    /// resets the connection, and our last words, the reason of a refusal, may be lost on the way.
    asio::awaitable<void> linger() {
        ErrorCode gone;  // A peer that has left already needs no goodbye.
        (void)connection_.socket.shutdown(asio::ip::tcp::socket::shutdown_send, gone);
        deadline_.set(linger_time_max);
        for (std::size_t read = 0; !gone && read < linger_bytes_max;) {
            const auto [error, size] = co_await connection_.socket.async_read_some(
                asio::buffer(inbox_.data(), inbox_.size()), no_throw);
            gone = error;
            read += size;
        }
    }

    /// The peer broke the protocol, or was silent for too long.
    void broken(ErrorCode error) {
        reason_ = error.message();
        over_ = true;
        if (ingest_) return;
        if (const auto times = refusals_.connections.count()) {
            log::info("rtmp", "connection refused peer={} reason=\"{}\" times={}",
                      connection_.peer_ip, reason_, *times);
        }
    }

    std::optional<ByteSpan> lost(std::string_view reason) {
        reason_ = reason;
        over_ = true;
        return std::nullopt;
    }

    void leave() {
        if (ingest_) ingest_->lost(reason_);
    }

    net::Connection connection_;
    const Parts& parts_;
    const fanout::DialectKind& dialect_;
    Refusals& refusals_;
    ServerSession protocol_;
    Bytes inbox_;
    net::Deadline deadline_;
    std::optional<Ingest> ingest_;
    std::shared_ptr<live::Stream> stream_;  // What a player has asked for.
    playback::Ticket ticket_;
    std::string reason_;
    bool is_player_ = false;
    bool over_ = false;
    // Outlives us in the hands of the hub, which may want us gone when we have gone already.
    std::shared_ptr<std::atomic<bool>> evicted_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace

asio::awaitable<void> serve(net::Connection connection, Parts parts,
                            const fanout::DialectKind& dialect, Refusals& refusals,
                            ServerConfig config) {
    Session session(std::move(connection), parts, dialect, refusals, config);
    co_await session.run();
}

}  // namespace freshet::rtmp
