#include "wire/stripe/event_reader.hpp"

#include <array>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "wire/stripe/error.hpp"

namespace freshet::stripe {

namespace {

namespace bj = boost::json;
using std::chrono::sys_seconds;

// Names of Stripe's have up to some hundred characters; what is longer is none.
constexpr std::size_t text_bytes_max = 2048;

struct TypeName {
    std::string_view name;
    EventType type;
};

constexpr std::array type_names{
    TypeName{"checkout.session.completed", EventType::checkout_completed},
    TypeName{"checkout.session.async_payment_succeeded", EventType::checkout_completed},
    TypeName{"checkout.session.expired", EventType::checkout_expired},
    TypeName{"customer.subscription.created", EventType::subscription_changed},
    TypeName{"customer.subscription.updated", EventType::subscription_changed},
    TypeName{"customer.subscription.deleted", EventType::subscription_deleted},
    TypeName{"invoice.paid", EventType::invoice_paid},
    TypeName{"invoice.payment_failed", EventType::invoice_failed},
    TypeName{"charge.refunded", EventType::charge_refunded},
    TypeName{"charge.dispute.created", EventType::dispute_created},
    TypeName{"charge.dispute.closed", EventType::dispute_closed},
};

EventType type_of(std::string_view name) {
    for (const auto& known : type_names) {
        if (known.name == name) return known.type;
    }
    return EventType::other;
}

/// The value at a way of names, or nothing where it ends.
const bj::value* find(const bj::value& from, std::initializer_list<std::string_view> way) {
    const auto* at = &from;
    for (const auto name : way) {
        const auto* object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
        if (at == nullptr) return nullptr;
    }
    return at;
}

std::string text(const bj::value& from, std::initializer_list<std::string_view> way) {
    const auto* value = find(from, way);
    const auto* found = value == nullptr ? nullptr : value->if_string();
    if (found == nullptr || found->size() > text_bytes_max) return {};
    return {found->data(), found->size()};
}

/// The id of what stands there: as itself, or within the object where it is expanded.
std::string id_at(const bj::value& from, std::initializer_list<std::string_view> way) {
    auto id = text(from, way);
    const auto* value = find(from, way);
    if (id.empty() && value != nullptr) id = text(*value, {"id"});
    return id;
}

bool flag(const bj::value& from, std::initializer_list<std::string_view> way) {
    const auto* value = find(from, way);
    const auto* found = value == nullptr ? nullptr : value->if_bool();
    return found != nullptr && *found;
}

std::optional<sys_seconds> time(const bj::value& from,
                                std::initializer_list<std::string_view> way) {
    // Far beyond any date, and far from where a sum of times would not fit.
    constexpr std::int64_t seconds_max = 100'000'000'000;
    const auto* value = find(from, way);
    const auto* found = value == nullptr ? nullptr : value->if_int64();
    if (found == nullptr || *found < 0 || *found > seconds_max) return std::nullopt;
    return sys_seconds(std::chrono::seconds(*found));
}

/// The latest time under a name in the elements of a list.
std::optional<sys_seconds> latest(const bj::value* list,
                                  std::initializer_list<std::string_view> way) {
    const auto* elements = list == nullptr ? nullptr : list->if_array();
    std::optional<sys_seconds> found;
    if (elements == nullptr) return found;
    for (const auto& element : *elements) found = std::max(found, time(element, way));
    return found;
}

SubscriptionState state_of(std::string_view status) {
    using enum SubscriptionState;
    if (status == "active" || status == "trialing") return active;
    if (status == "past_due" || status == "unpaid" || status == "paused") return past_due;
    if (status == "canceled" || status == "incomplete_expired") return over;
    return status == "incomplete" ? incomplete : unknown;
}

/// A method that takes days completes the session unpaid.
bool is_paid(const bj::value& session) { return text(session, {"payment_status"}) != "unpaid"; }

void read_checkout(const bj::value& object, Event& event) {
    event.own_id = text(object, {"client_reference_id"});
    if (event.own_id.empty()) event.own_id = text(object, {"metadata", metadata_key});
    event.subscription = id_at(object, {"subscription"});
    event.is_paid = is_paid(object);
}

void read_subscription(const bj::value& object, Event& event) {
    event.own_id = text(object, {"metadata", metadata_key});
    event.subscription = text(object, {"id"});
    event.state = state_of(text(object, {"status"}));
    event.cancels_at_end =
        flag(object, {"cancel_at_period_end"}) || time(object, {"cancel_at"}).has_value();
    event.period_end = latest(find(object, {"items", "data"}), {"current_period_end"});
    if (!event.period_end) event.period_end = time(object, {"current_period_end"});
}

void read_invoice(const bj::value& object, Event& event) {
    event.invoice = text(object, {"id"});
    const auto* details = find(object, {"parent", "subscription_details"});
    if (details == nullptr) details = find(object, {"subscription_details"});
    if (details != nullptr) {
        event.subscription = id_at(*details, {"subscription"});
        event.own_id = text(*details, {"metadata", metadata_key});
    }
    if (event.subscription.empty()) event.subscription = id_at(object, {"subscription"});
    event.period_end = latest(find(object, {"lines", "data"}), {"period", "end"});
}

void read_charge(const bj::value& object, Event& event) {
    event.invoice = id_at(object, {"invoice"});
    event.payment_intent = id_at(object, {"payment_intent"});
    event.is_refunded = flag(object, {"refunded"});
}

void read_dispute(const bj::value& object, Event& event) {
    event.payment_intent = id_at(object, {"payment_intent"});
    event.invoice = id_at(object, {"charge", "invoice"});
    // An inquiry that never became a dispute has taken no money either.
    const auto status = text(object, {"status"});
    event.is_won = status == "won" || status == "warning_closed";
}

void read_object_of(const bj::value& object, Event& event) {
    using enum EventType;
    event.customer = id_at(object, {"customer"});
    switch (event.type) {
        case other: return;
        case checkout_completed:
        case checkout_expired: return read_checkout(object, event);
        case subscription_changed:
        case subscription_deleted: return read_subscription(object, event);
        case invoice_paid:
        case invoice_failed: return read_invoice(object, event);
        case charge_refunded: return read_charge(object, event);
        case dispute_created:
        case dispute_closed: return read_dispute(object, event);
    }
}

/// The text as a tree, which lives as long as its storage; null when it is none.
bj::value parsed(std::string_view body, bj::monotonic_resource& storage) {
    constexpr std::size_t depth_max = 32;
    boost::system::error_code error;
    if (body.size() > event_bytes_max) return nullptr;
    auto root = bj::parse({body.data(), body.size()}, error, &storage, {.max_depth = depth_max});
    if (error) return nullptr;
    return root;
}

/// The first of a list that is paid, or the first at all.
const bj::value* paid_one(const bj::value& root) {
    const auto* data = find(root, {"data"});
    const auto* list = data == nullptr ? nullptr : data->if_array();
    if (list == nullptr || list->empty()) return nullptr;
    for (const auto& each : *list) {
        if (text(each, {"status"}) == "paid") return &each;
    }
    return &list->front();
}

}  // namespace

Result<Event> read_event(std::string_view body) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    Event event{.id = text(root, {"id"}), .type_name = text(root, {"type"})};
    const auto created = time(root, {"created"});
    const auto* object = find(root, {"data", "object"});
    if (event.id.empty() || event.type_name.empty() || !created || object == nullptr) {
        return fail(Errc::malformed);
    }
    event.type = type_of(event.type_name);
    event.created = *created;
    read_object_of(*object, event);
    return event;
}

Result<void> read_invoice_of_payment(std::string_view body, Event& event) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    if (!root.is_object()) return fail(Errc::malformed);
    const auto* payment = paid_one(root);
    const auto* invoice = payment == nullptr ? nullptr : find(*payment, {"invoice"});
    if (invoice == nullptr) return {};  // A payment that has nothing to do with subscriptions.
    if (invoice->is_object()) read_invoice(*invoice, event);
    if (event.invoice.empty()) event.invoice = id_at(*payment, {"invoice"});
    return {};
}

Result<Named> read_object(std::string_view body) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    Named named{.id = text(root, {"id"}), .url = text(root, {"url"})};
    if (named.id.empty()) return fail(Errc::malformed);
    return named;
}

Result<Session> read_session(std::string_view body) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    const auto status = text(root, {"status"});
    if (status.empty()) return fail(Errc::malformed);
    return Session{.is_expired = status == "expired",
                   .is_paid = status == "complete" && is_paid(root),
                   .subscription = id_at(root, {"subscription"}),
                   .customer = id_at(root, {"customer"})};
}

Result<std::string> read_payment_intent(std::string_view body) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    if (!root.is_object()) return fail(Errc::malformed);
    const auto* payment = paid_one(root);
    if (payment == nullptr) return std::string();
    return id_at(*payment, {"payment", "payment_intent"});
}

Refusal read_refusal(std::string_view body) {
    bj::monotonic_resource storage;
    const auto root = parsed(body, storage);
    return {.type = text(root, {"error", "type"}),
            .code = text(root, {"error", "code"}),
            .param = text(root, {"error", "param"}),
            .message = text(root, {"error", "message"})};
}

}  // namespace freshet::stripe
