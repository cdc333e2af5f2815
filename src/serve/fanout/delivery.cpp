#include "serve/fanout/delivery.hpp"

#include <latch>
#include <utility>

#include "base/check.hpp"

namespace freshet::fanout {

Delivery::Lane::Lane(net::IoThread& io_thread, net::FanoutWriter::Limits limits)
    : thread(io_thread), writer(io_thread.context(), io_thread, limits) {}

Delivery::Delivery(net::IoThreads& threads, Config config) : config_(config) {
    for (std::size_t i = 0; i < threads.size(); ++i) {
        lanes_.push_back(std::make_unique<Lane>(threads.at(i), config_.viewer));
    }
}

Delivery::~Delivery() = default;

void Delivery::add(const std::shared_ptr<live::Stream>& stream, const DialectKind& dialect,
                   Guest guest) {
    auto* const thread = net::IoThread::current();
    FRESHET_CHECK(thread != nullptr);
    auto& lane = *lanes_.at(thread->index());
    const auto id = stream->broadcast().id;

    auto& served = lane.streams[id];
    if (!served.replica) served.replica = live::Stream::replica(stream, *thread);
    if (!served.replica) {
        lane.streams.erase(id);
        return guest.session->ended(net::ViewerEnd::broadcast_ended, {});
    }

    const auto name = *served.dialects.emplace(dialect.name).first;
    auto& output = served.replica->output(name, [&] { return make_output(lane, id, dialect); });
    static_cast<FanoutOutput&>(output).viewers().add(std::move(guest.socket), guest.greeting,
                                                     std::move(guest.session));
}

std::unique_ptr<live::Output> Delivery::make_output(Lane& lane, StreamId stream,
                                                    const DialectKind& dialect) {
    return std::make_unique<FanoutOutput>(
        lane.writer, totals_of(dialect.name), config_.log, dialect.make(),
        [&lane, stream, name = std::string(dialect.name)] { drop(lane, stream, name); });
}

net::FanoutTotals& Delivery::totals_of(std::string_view dialect) {
    const std::lock_guard lock(mutex_);
    return totals_[std::string(dialect)];
}

void Delivery::drop(Lane& lane, StreamId stream, const std::string& dialect) {
    const auto served = lane.streams.find(stream);
    if (served == lane.streams.end()) return;
    served->second.replica->drop(dialect);
    served->second.dialects.erase(dialect);
    if (served->second.dialects.empty()) lane.streams.erase(served);
    if (lane.streams.empty()) close(lane);
}

void Delivery::each_total(
    const std::function<void(std::string_view, const net::FanoutTotals&)>& visit) const {
    const std::lock_guard lock(mutex_);
    for (const auto& [dialect, totals] : totals_) visit(dialect, totals);
}

void Delivery::close(std::chrono::milliseconds grace) {
    std::latch done(static_cast<std::ptrdiff_t>(lanes_.size()));
    for (const auto& lane : lanes_) {
        lane->thread.post([&lane = *lane, &done, grace] {
            lane.on_closed = [&done] { done.count_down(); };
            if (lane.streams.empty()) return close(lane);
            lane.close_at =
                lane.thread.wake_at(lane.thread.now() + grace, [&lane] { close(lane); });
        });
    }
    done.wait();
}

void Delivery::close(Lane& lane) {
    if (!lane.on_closed) return;
    // The home thread's replica outlives this in the hub's hands: its outputs go by name.
    for (auto& [id, served] : lane.streams) {
        for (const auto& dialect : served.dialects) served.replica->drop(dialect);
    }
    lane.streams.clear();
    const auto on_closed = std::exchange(lane.on_closed, nullptr);
    on_closed();
}

}  // namespace freshet::fanout
