#include "serve/metrics/metrics.hpp"

#include <limits>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace freshet::metrics {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily family_of(const Source& source) {
    MetricFamily family{source.name, source.help, MetricType::Gauge, {}};
    if (source.kind == Kind::counter) family.type = MetricType::Counter;
    for (const auto& sample : source.read()) {
        ClientMetric metric;
        if (!source.label_name.empty()) metric.label = {{source.label_name, sample.label}};
        metric.gauge.value = sample.value;
        metric.counter.value = sample.value;  // Which of them counts, the family's type says.
        family.metric.push_back(std::move(metric));
    }
    return family;
}

std::vector<ClientMetric::Label> labels_of(const RequestSeries& series) {
    const auto status =
        series.status == 0 ? std::string("takeover") : std::to_string(series.status);
    return {{"route", series.route},
            {"method", std::string(http::to_string(series.method))},
            {"status", status}};
}

ClientMetric duration_of(const RequestSeries& series) {
    ClientMetric metric;
    metric.label = labels_of(series);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < series.buckets.size(); ++i) {
        count += series.buckets[i].load(std::memory_order_relaxed);
        const bool bounded = i < duration_bounds_seconds.size();
        metric.histogram.bucket.push_back({count, bounded
                                                      ? duration_bounds_seconds[i]
                                                      : std::numeric_limits<double>::infinity()});
    }
    metric.histogram.sample_count = count;
    metric.histogram.sample_sum = static_cast<double>(series.duration_ns.load()) / 1e9;
    return metric;
}

ClientMetric bytes_of(const RequestSeries& series) {
    ClientMetric metric;
    metric.label = labels_of(series);
    metric.counter.value = static_cast<double>(series.bytes.load());
    return metric;
}

}  // namespace

std::string Metrics::text() const {
    MetricFamily durations{"freshet_http_request_duration_seconds",
                           "Requests by route, method and status.",
                           MetricType::Histogram,
                           {}};
    MetricFamily bytes{
        "freshet_http_sent_bytes_total", "Bytes of answers.", MetricType::Counter, {}};
    requests_.each([&](const RequestSeries& series) {
        durations.metric.push_back(duration_of(series));
        bytes.metric.push_back(bytes_of(series));
    });
    std::vector<MetricFamily> families{std::move(durations), std::move(bytes)};
    for (const auto& source : sources_) families.push_back(family_of(source));
    return prometheus::TextSerializer().Serialize(families);
}

void Metrics::mount(http::Router& router) const {
    router.add(http::Method::get, "/metrics",
               [this](http::Request request) { return answer(std::move(request)); });
}

boost::asio::awaitable<http::Response> Metrics::answer(http::Request request) const {
    http::Response response;
    response.headers.set("Cache-Control", "no-store");
    if (!config_.allowed.empty() && !config_.allowed.contains(request.peer_ip)) {
        response.status = 403;
        response.headers.set("Content-Type", "text/plain; charset=utf-8");
        response.body = "Metrics are not for this address: see ADMIN_IP_ALLOW.\n";
        co_return response;
    }
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = text();
    co_return response;
}

}  // namespace freshet::metrics
