#pragma once

#include <string>
#include <vector>

#include "net/address_set.hpp"
#include "serve/http/router.hpp"
#include "serve/http/server.hpp"
#include "serve/metrics/request_series.hpp"
#include "serve/metrics/source.hpp"

namespace freshet::metrics {

/// All that /metrics tells. Sources are added before the first request; after that used by all io
/// threads at once.
class Metrics {
public:
    struct Config {
        net::AddressSet allowed;  // ADMIN_IP_ALLOW; empty: any.
    };

    explicit Metrics(Config config) : config_(std::move(config)) {}

    void watch(Source source) { sources_.push_back(std::move(source)); }

    /// For http::Hooks::finished.
    void request_finished(const http::Finished& request) { requests_.finished(request); }

    /// Adds `GET /metrics`; this outlives the router.
    void mount(http::Router& router) const;

    /// Prometheus' text format, 0.0.4.
    [[nodiscard]] std::string text() const;

private:
    boost::asio::awaitable<http::Response> answer(http::Request request) const;

    Config config_;
    std::vector<Source> sources_;
    RequestCounter requests_;
};

}  // namespace freshet::metrics
