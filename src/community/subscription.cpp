#include "community/subscription.hpp"

#include "base/names.hpp"

namespace freshet::community {

namespace {

constexpr std::array<std::string_view, 2> method_names{"card", "paypal"};  // In the enum's order.

}  // namespace

std::string_view to_string(PaymentMethod method) {
    return method_names[static_cast<std::size_t>(method)];
}

std::optional<PaymentMethod> payment_method_from(std::string_view text) {
    return value_of<PaymentMethod>(method_names, text);
}

}  // namespace freshet::community
