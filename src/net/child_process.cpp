#include "net/child_process.hpp"

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/clock.hpp"
#include "net/deadline.hpp"
#include "net/newborn.hpp"
#include "net/offload.hpp"

namespace freshet::net {

namespace asio = boost::asio;
using How = ChildEnd::How;

namespace {

constexpr std::size_t piece_bytes = std::size_t{16} * 1024;

/// One of its two mouths.
struct Mouth {
    Mouth(const asio::any_io_executor& executor, Descriptor pipe) : end(executor, pipe.release()) {
        end.non_blocking(true);
    }

    /// What lies there; empty when there is nothing now, or never will be.
    std::string_view read() {
        ErrorCode error;
        const auto count = end.read_some(asio::buffer(piece), error);
        return {piece.data(), error ? 0 : count};
    }

    asio::posix::stream_descriptor end;
    std::array<char, piece_bytes> piece{};
};

}  // namespace

/// Shared with the handlers that wait for the child: it stays until the child has been reaped, also
/// when nobody asks for it any more.
struct ChildProcess::State {
    State(const asio::any_io_executor& executor, Newborn born, ChildLimits wanted, OnLine hear)
        : child(std::move(born)),
          limits(wanted),
          on_line(std::move(hear)),
          lines(wanted.line_bytes_max),
          output(executor, std::move(child.output)),
          errors(executor, std::move(child.errors)),
          pidfd(executor, child.pidfd.release()),
          wall(executor, [this] { leave(How::timed_out); }),
          patience(executor, [this] { child.signal_all(SIGKILL); }),
          changed(executor) {
        changed.expires_at(MonoTime::max());
        wall.set(limits.wall);
    }

    void leave(How how);
    void hear_output(std::string_view piece);
    void hear_errors(std::string_view piece);
    void finish();

    static void listen(const std::shared_ptr<State>& state, Mouth& mouth,
                       void (State::*hear)(std::string_view));
    static void await_end(const std::shared_ptr<State>& state);

    Newborn child;
    ChildLimits limits;
    OnLine on_line;
    bool is_heard = true;
    LineReader lines;
    std::size_t output_bytes = 0;
    std::string last_words;
    Mouth output;
    Mouth errors;
    asio::posix::stream_descriptor pidfd;
    Deadline wall;
    Deadline patience;
    asio::steady_timer changed;
    How why = How::exited;  // Another one when it was we who ended it.
    std::optional<ChildEnd> end;
};

/// The first reason stays.
void ChildProcess::State::leave(How how) {
    if (end || why != How::exited) return;
    why = how;
    child.signal_all(SIGTERM);
    patience.set(limits.stop_grace);
}

void ChildProcess::State::hear_output(std::string_view piece) {
    if (!is_heard) return;
    output_bytes += piece.size();
    if (output_bytes > limits.output_bytes_max) return leave(How::said_too_much);
    lines.feed(piece, on_line);
}

void ChildProcess::State::hear_errors(std::string_view piece) {
    last_words += piece;
    if (last_words.size() > limits.last_words_bytes_max)
        last_words.erase(0, last_words.size() - limits.last_words_bytes_max);
}

void ChildProcess::State::listen(const std::shared_ptr<State>& state, Mouth& mouth,
                                 void (State::*hear)(std::string_view)) {
    mouth.end.async_read_some(asio::buffer(mouth.piece),
                              [state, &mouth, hear](const ErrorCode& error, std::size_t count) {
                                  if (error || state->end) return;
                                  ((*state).*hear)({mouth.piece.data(), count});
                                  listen(state, mouth, hear);
                              });
}

void ChildProcess::State::await_end(const std::shared_ptr<State>& state) {
    state->pidfd.async_wait(asio::posix::stream_descriptor::wait_read,
                            [state](const ErrorCode& error) {
                                if (!error) state->finish();
                            });
}

/// Its process has ended; what it said last may still lie in the pipes.
void ChildProcess::State::finish() {
    const auto reaped = child.reap();
    // Bounded: nobody is left of its group who could go on to write.
    for (auto piece = output.read(); !piece.empty(); piece = output.read()) {
        hear_output(piece);
        if (why == How::said_too_much) break;
    }
    for (std::size_t i = 0; i < 16; ++i) hear_errors(errors.read());
    if (is_heard && why != How::said_too_much) lines.finish(on_line);
    const bool exited = WIFEXITED(reaped.status);
    end = ChildEnd{.how = why != How::exited ? why
                          : exited           ? How::exited
                                             : How::killed,
                   .code = exited ? WEXITSTATUS(reaped.status) : WTERMSIG(reaped.status),
                   .last_words = std::move(last_words),
                   .cpu_time = reaped.cpu_time};
    ErrorCode ignored;  // They are read to their ends.
    output.end.close(ignored);
    errors.end.close(ignored);
    pidfd.close(ignored);
    wall.clear();
    patience.clear();
    changed.cancel();
}

ChildProcess::ChildProcess(std::shared_ptr<State> state) : state_(std::move(state)) {
    State::listen(state_, state_->output, &State::hear_output);
    State::listen(state_, state_->errors, &State::hear_errors);
    State::await_end(state_);
}

ChildProcess::~ChildProcess() {
    state_->is_heard = false;
    if (!state_->end) state_->child.signal_all(SIGKILL);
}

asio::awaitable<Result<std::unique_ptr<ChildProcess>>> ChildProcess::start(BlockingPool& pool,
                                                                           ChildSpec spec,
                                                                           OnLine on_line) {
    const auto executor = co_await asio::this_coro::executor;
    const auto limits = spec.limits;
    auto born = co_await offload(pool, [spec = std::move(spec)] { return give_birth(spec); });
    if (!born) co_return std::unexpected(born.error());
    auto state = std::make_shared<State>(executor, std::move(*born), limits, std::move(on_line));
    co_return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(state)));
}

asio::awaitable<ChildEnd> ChildProcess::ended() {
    while (!state_->end)
        (void)co_await state_->changed.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return *state_->end;
}

void ChildProcess::stop() { state_->leave(How::stopped); }

int ChildProcess::pid() const { return state_->child.pid; }

}  // namespace freshet::net
