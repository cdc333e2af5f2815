#include "serve/payments/stripe_provider.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "community/subscription_error.hpp"
#include "serve/payments/stripe_events.hpp"
#include "wire/stripe/form_writer.hpp"
#include "wire/stripe/signature.hpp"

namespace freshet::payments {

using community::BillingEvent;
using community::CheckoutOrder;
using community::Subscription;
using Errc = community::SubscriptionErrc;
using stripe::FormWriter;

namespace {

// The version of the API that the calls here are written in; Stripe keeps all of them.
constexpr std::string_view api_version = "2026-10-28.endive";

// 409: another request with the same key is under way. 429: too many. Both will pass.
bool is_passing(unsigned status) { return status >= 500 || status == 409 || status == 429; }

std::string form_of(const CheckoutOrder& order, std::string_view price, std::string_view customer) {
    const auto& row = order.subscription;
    const auto id = to_string(row.id);
    const std::string key(stripe::metadata_key);
    FormWriter form;
    form.add("mode", "subscription");
    form.add("line_items[0][price]", price).add("line_items[0][quantity]", "1");
    form.add("allowed_payment_method_types[0]", to_string(row.method));
    form.add("client_reference_id", id);
    form.add("metadata[" + key + "]", id).add("subscription_data[metadata][" + key + "]", id);
    form.add("success_url", order.success_url).add("cancel_url", order.cancel_url);
    if (customer.empty()) {
        form.add("customer_email", order.email);
    } else {
        form.add("customer", customer);
    }
    return form.text();
}

}  // namespace

StripeProvider::StripeProvider(Config config, net::HttpClient& client, WallClock clock)
    : config_(std::move(config)), client_(client), clock_(std::move(clock)) {}

asio::awaitable<Result<StripeProvider::Answer>> StripeProvider::ask(Request request) {
    net::HttpCall call{
        .method = std::string(request.method),
        .url = config_.api_base + request.path,
        .headers = {{"Authorization", "Bearer " + std::string(config_.secret_key.reveal())},
                    {"Stripe-Version", std::string(api_version)},
                    {"Accept", "application/json"}},
        .body = std::move(request.form)};
    if (request.method == "POST") {
        call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        call.headers.emplace_back("Idempotency-Key", request.idempotency_key);
    }
    auto answer = co_await client_.send(std::move(call));
    if (!answer) {
        log::warning("payments", "cannot ask Stripe path={} why=\"{}\"", request.path,
                     answer.error().message());
        co_return fail(Errc::provider_unavailable);
    }
    if (answer->status >= 200 && answer->status < 300) {
        co_return Answer{.body = std::move(answer->body), .refusal = {}};
    }
    auto refusal = stripe::read_refusal(answer->body);
    log::warning("payments", "Stripe refuses path={} status={} type={} code={} param={} why=\"{}\"",
                 request.path, answer->status, refusal.type, refusal.code, refusal.param,
                 refusal.message);
    if (is_passing(answer->status)) co_return fail(Errc::provider_unavailable);
    // Our key is not good, or may not do this: nothing that a subscriber could mend.
    if (answer->status == 401 || answer->status == 403) co_return fail(Errc::not_configured);
    co_return Answer{.body = {}, .refusal = std::move(refusal), .refused = true};
}

asio::awaitable<Result<StripeProvider::Answer>> StripeProvider::open_session(
    const CheckoutOrder& order, std::string customer) {
    const auto& row = order.subscription;
    const auto& price = config_.prices.at(static_cast<std::size_t>(row.tier));
    // The key stands for what is asked, so that the same is asked once, and a second attempt
    // without the customer is not taken for the first.
    auto key = fmt::format("checkout-{}-{}", to_string(row.id), customer);
    Request request{.path = "/v1/checkout/sessions",
                    .form = form_of(order, price, customer),
                    .idempotency_key = std::move(key)};
    return ask(std::move(request));
}

asio::awaitable<Result<community::Checkout>> StripeProvider::begin_checkout(CheckoutOrder order) {
    const auto& row = order.subscription;
    if (config_.prices.at(static_cast<std::size_t>(row.tier)).empty()) {
        co_return fail(Errc::not_configured);
    }
    auto answer = co_await open_session(order, row.customer_ref);
    const bool customer_is_gone = answer && answer->refused && !row.customer_ref.empty() &&
                                  answer->refusal.param == "customer";
    if (customer_is_gone) answer = co_await open_session(order, {});
    if (!answer) co_return std::unexpected(answer.error());
    if (answer->refused) co_return fail(Errc::payment_refused);
    const auto session = stripe::read_object(answer->body);
    if (!session || session->url.empty()) co_return fail(Errc::provider_unavailable);
    co_return community::Checkout{.ref = session->id, .url = session->url};
}

StripeProvider::Request StripeProvider::expiry_of(const Subscription& row) {
    return {
        .path = "/v1/checkout/sessions/" + percent_encoded(row.checkout_ref) + "/expire",
        .idempotency_key = fmt::format("expire-{}-{}", to_string(row.id), to_string(Uuid::make()))};
}

/// Stripe refuses to expire a session that is not open: it has expired, or somebody has paid.
asio::awaitable<Result<std::optional<BillingEvent>>> StripeProvider::close_checkout(
    Subscription row) {
    const auto expired = co_await ask(expiry_of(row));
    if (!expired) co_return std::unexpected(expired.error());
    if (!expired->refused) co_return std::optional<BillingEvent>();

    Request lookup{.method = "GET",
                   .path = "/v1/checkout/sessions/" + percent_encoded(row.checkout_ref)};
    const auto answer = co_await ask(std::move(lookup));
    if (!answer) co_return std::unexpected(answer.error());
    if (answer->refused) co_return fail(Errc::payment_refused);
    const auto session = stripe::read_session(answer->body);
    if (!session) co_return fail(Errc::provider_unavailable);
    if (session->is_expired) co_return std::optional<BillingEvent>();
    // Open, though it would not close, or money on its way: what becomes of it shows later.
    if (!session->is_paid) co_return fail(Errc::provider_unavailable);
    co_return BillingEvent{.id = "checkout of " + row.checkout_ref,
                           .kind = BillingEvent::Kind::checkout_completed,
                           .at = clock_(),
                           .subscription = row.id,
                           .subscription_ref = session->subscription,
                           .customer_ref = session->customer};
}

asio::awaitable<Result<void>> StripeProvider::cancel_at_end(Subscription row) {
    if (row.subscription_ref.empty()) co_return fail(Errc::provider_unavailable);  // Not yet heard.
    FormWriter form;
    form.add("cancel_at_period_end", "true");
    // No two acts of this kind are the same to Stripe: who resumes may cancel again.
    auto key = fmt::format("cancel-{}-{}", to_string(row.id), to_string(Uuid::make()));
    Request request{.path = "/v1/subscriptions/" + percent_encoded(row.subscription_ref),
                    .form = form.text(),
                    .idempotency_key = std::move(key)};
    const auto answer = co_await ask(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (answer->refused) co_return fail(Errc::payment_refused);
    co_return Result<void>();
}

asio::awaitable<Result<void>> StripeProvider::end(Subscription row) {
    // What is left of the time paid for is credited to the customer.
    Request request{.method = "DELETE",
                    .path = "/v1/subscriptions/" + percent_encoded(row.subscription_ref) +
                            "?prorate=true&invoice_now=true"};
    if (row.subscription_ref.empty()) request = expiry_of(row);
    const auto answer = co_await ask(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (answer->refused) co_return fail(Errc::payment_refused);
    co_return Result<void>();
}

asio::awaitable<Result<void>> StripeProvider::refund(Subscription row, std::string payment) {
    Request lookup{.method = "GET",
                   .path = "/v1/invoice_payments?invoice=" + percent_encoded(payment)};
    const auto payments = co_await ask(std::move(lookup));
    if (!payments) co_return std::unexpected(payments.error());
    if (payments->refused) co_return fail(Errc::payment_refused);
    const auto intent = stripe::read_payment_intent(payments->body);
    if (!intent) co_return fail(Errc::provider_unavailable);
    if (intent->empty()) co_return fail(Errc::nothing_to_refund);

    FormWriter form;
    form.add("payment_intent", *intent);
    Request request{
        .path = "/v1/refunds", .form = form.text(), .idempotency_key = "refund-" + payment};
    const auto answer = co_await ask(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    // Who gave it back in Stripe's dashboard before has what was asked for.
    const bool is_done = answer->refusal.code == "charge_already_refunded";
    if (answer->refused && !is_done) co_return fail(Errc::payment_refused);
    if (row.subscription_ref.empty()) co_return Result<void>();

    Request last{.method = "DELETE",
                 .path = "/v1/subscriptions/" + percent_encoded(row.subscription_ref)};
    const auto ended = co_await ask(std::move(last));
    if (!ended) co_return std::unexpected(ended.error());
    co_return Result<void>();  // One that has ended cannot end: refused, and right.
}

/// Since 2025-03-31 a charge does not name its invoice.
asio::awaitable<Result<void>> StripeProvider::find_invoice(stripe::Event& event) {
    if (!event.invoice.empty() || event.payment_intent.empty()) co_return Result<void>();
    Request request{.method = "GET",
                    .path =
                        "/v1/invoice_payments?payment[type]=payment_intent"
                        "&payment[payment_intent]=" +
                        percent_encoded(event.payment_intent) + "&expand[]=data.invoice"};
    const auto answer = co_await ask(std::move(request));
    if (!answer) co_return fail(Errc::provider_unavailable);
    if (answer->refused) co_return Result<void>();  // Not a payment of an invoice.
    if (!stripe::read_invoice_of_payment(answer->body, event)) {
        co_return fail(Errc::provider_unavailable);
    }
    co_return Result<void>();
}

asio::awaitable<Result<void>> StripeProvider::take(std::string body, std::string signature,
                                                   community::Subscriptions& subscriptions) {
    const auto verified = stripe::verify_signature(
        {.body = body, .header = signature, .secret = config_.webhook_secret.reveal()},
        std::chrono::floor<std::chrono::seconds>(clock_()));
    auto event = verified ? stripe::read_event(body) : std::unexpected(verified.error());
    if (!event) {
        log::warning("payments", "a webhook is refused why=\"{}\"", event.error().message());
        co_return fail(Errc::event_refused);
    }
    if (const auto found = co_await find_invoice(*event); !found) {
        co_return std::unexpected(found.error());
    }
    auto news = billing_event_of(*event);
    if (!news) co_return Result<void>();
    const bool taken = co_await subscriptions.hear(*std::move(news));
    if (!taken) {
        log::info("payments", "an event of no subscription of ours event={} type={}", event->id,
                  event->type_name);
    }
    co_return Result<void>();
}

}  // namespace freshet::payments
