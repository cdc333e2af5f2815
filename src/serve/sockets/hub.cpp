#include "serve/sockets/hub.hpp"

#include <latch>
#include <utility>

#include "base/check.hpp"
#include "serve/sockets/edition.hpp"
#include "serve/sockets/lane.hpp"
#include "serve/sockets/routes.hpp"

namespace freshet::sockets {

Hub::Hub(net::IoThreads& threads, Application& application, Config config)
    : config_(std::move(config)),
      absences_({.clients_max = config_.away_clients_max, .time_max = config_.away_max}),
      routes_(std::make_unique<Routes>(config_, lanes_)) {
    const Lane::Shared shared{.config = config_,
                              .application = application,
                              .absences = absences_,
                              .whereabouts = whereabouts_,
                              .totals = totals_,
                              .head = head_};
    for (std::size_t i = 0; i < threads.size(); ++i) {
        lanes_.push_back(std::make_unique<Lane>(threads.at(i), shared));
    }
}

Hub::~Hub() = default;

void Hub::mount(http::Router& router) { routes_->mount(router); }

Number Hub::publish(const Topic& topic, News news) {
    const std::lock_guard lock(publishing_);
    const Number number = head_ + 1;
    const auto edition = make_edition(topic, news, number);
    for (const auto& lane : lanes_) lane->deliver(edition);
    // Last: who knows the number finds the news in every lane.
    head_ = number;
    ++totals_.news;
    return number;
}

void Hub::close(std::chrono::milliseconds grace) {
    FRESHET_CHECK(net::IoThread::current() == nullptr);
    std::latch closed(static_cast<std::ptrdiff_t>(lanes_.size()));
    for (const auto& lane : lanes_) lane->close(grace, [&closed] { closed.count_down(); });
    closed.wait();
}

}  // namespace freshet::sockets
