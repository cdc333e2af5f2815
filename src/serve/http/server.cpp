#include "serve/http/server.hpp"

#include <utility>
#include <vector>

#include "net/io_threads.hpp"
#include "net/listener.hpp"
#include "serve/http/session.hpp"

namespace freshet::http {

namespace {

net::Listener::Config listener_config(const Config& config) {
    return {.name = "http",
            .address = config.address,
            .port = config.port,
            .connections_max = config.limits.connections_max,
            .connections_per_address_max = config.limits.connections_per_address_max,
            .uncounted = config.uncounted};
}

std::vector<std::unique_ptr<Worker>> workers_for(const net::IoThreads& threads) {
    std::vector<std::unique_ptr<Worker>> workers;
    for (std::size_t i = 0; i < threads.size(); ++i) workers.push_back(std::make_unique<Worker>());
    return workers;
}

}  // namespace

/// The listener comes last: it has joined the sessions before what they use goes.
struct Server::State {
    State(const Router& router, Config config, Hooks hooks, net::IoThreads& its_threads)
        : threads(its_threads),
          shared{.router = router, .config = std::move(config), .hooks = std::move(hooks)},
          workers(workers_for(its_threads)),
          listener(its_threads, listener_config(shared.config), [this](net::Connection connection) {
              auto& worker = *workers.at(connection.thread.index());
              return serve(std::move(connection), shared, worker);
          }) {}

    void drain() {
        for (std::size_t i = 0; i < workers.size(); ++i) {
            threads.at(i).post([&worker = *workers.at(i)] {
                worker.draining = true;
                for (auto* session : worker.sessions) http::drain(*session);
            });
        }
    }

    net::IoThreads& threads;
    Shared shared;
    std::vector<std::unique_ptr<Worker>> workers;
    net::Listener listener;
};

Server::Server(const Router& router, Config config, Hooks hooks, net::IoThreads& threads)
    : state_(std::make_unique<State>(router, std::move(config), std::move(hooks), threads)) {}

Server::~Server() = default;

void Server::start() { state_->listener.start(); }

void Server::stop_accepting() { state_->listener.stop_accepting(); }

void Server::stop(std::chrono::milliseconds grace) {
    state_->listener.stop_accepting();
    state_->drain();
    state_->listener.join(grace);
}

std::uint16_t Server::port() const { return state_->listener.port(); }

Server::Counts Server::counts() const {
    const auto counts = state_->listener.counts();
    return {.connections = counts.open, .accepted = counts.accepted, .refused = counts.refused};
}

}  // namespace freshet::http
