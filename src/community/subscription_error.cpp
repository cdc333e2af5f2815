#include "community/subscription_error.hpp"

#include <string>

namespace freshet::community {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "community.subscriptions"; }

    std::string message(int code) const override {
        switch (static_cast<SubscriptionErrc>(code)) {
            case SubscriptionErrc::own_channel: return "nobody subscribes to oneself";
            case SubscriptionErrc::already_subscribed:
                return "there is such a subscription already";
            case SubscriptionErrc::not_found: return "there is no such subscription";
            case SubscriptionErrc::nothing_to_refund: return "there is no payment to give back";
            case SubscriptionErrc::not_configured: return "payments are not configured";
            case SubscriptionErrc::payment_refused: return "the payment provider refuses";
            case SubscriptionErrc::provider_unavailable: return "the payment provider is away";
            case SubscriptionErrc::event_refused: return "not an event of the payment provider";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(SubscriptionErrc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::community
