#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/two_factor.hpp"
#include "serve/api/auth_routes.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"

namespace freshet::api {

struct TwoFactorView {
    bool enabled = false;
    std::uint32_t recovery_codes_left = 0;

    static constexpr json::Rule rules[] = {
        {.field = "enabled", .example = "true"},
        {.field = "recoveryCodesLeft", .about = "That were not used yet.", .example = "10"},
    };
};
BOOST_DESCRIBE_STRUCT(TwoFactorView, (), (enabled, recovery_codes_left))

struct TwoFactorSetupView {
    std::string secret;
    std::string otpauth_url;

    static constexpr json::Rule rules[] = {
        {.field = "secret",
         .about = "For apps that cannot read the QR code: base32.",
         .example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"},
        {.field = "otpauthUrl",
         .about = "What the QR code says.",
         .example = "otpauth://totp/Freshet:ada%40example.org?secret=GEZDGNBVGY3TQOJQ"},
    };
};
BOOST_DESCRIBE_STRUCT(TwoFactorSetupView, (), (secret, otpauth_url))

struct RecoveryCodesView {
    std::vector<std::string> recovery_codes;

    static constexpr json::Rule rules[] = {
        {.field = "recoveryCodes",
         .about = "Each signs in once, in place of a code. They are not shown again.",
         .example = R"(["abcd-efgh-ijkl-mnop"])"},
    };
};
BOOST_DESCRIBE_STRUCT(RecoveryCodesView, (), (recovery_codes))

struct TwoFactorSetupRequest {
    std::string password;

    static constexpr json::Rule rules[] = {
        {.field = "password", .example = "correct horse", .format = "password"},
    };
};
BOOST_DESCRIBE_STRUCT(TwoFactorSetupRequest, (), (password))

struct TwoFactorEnableRequest {
    std::string code;

    static constexpr json::Rule rules[] = {
        {.field = "code", .about = "What the app shows.", .example = "123456", .length_max = 32},
    };
};
BOOST_DESCRIBE_STRUCT(TwoFactorEnableRequest, (), (code))

/// Neither a stolen session nor a password that is known weakens the second factor.
struct TwoFactorProofRequest {
    std::string password;
    std::string code;

    static constexpr json::Rule rules[] = {
        {.field = "password", .example = "correct horse", .format = "password"},
        {.field = "code",
         .about = "What the app shows, or a recovery code.",
         .example = "123456",
         .length_max = 32},
    };
};
BOOST_DESCRIBE_STRUCT(TwoFactorProofRequest, (), (password, code))

struct SecondStepRequest {
    std::string challenge;
    std::string code;
    std::optional<TokenDelivery> token_delivery;

    static constexpr json::Rule rules[] = {
        {.field = "challenge",
         .about = "Of the `two_factor_required` of the login, good for five minutes.",
         .example = "AZ8QoPNwd7pYc2lnbmVk",
         .length_max = 200},
        {.field = "code",
         .about = "What the app shows, or a recovery code.",
         .example = "123456",
         .length_max = 32},
        rules::token_delivery,
    };
};
BOOST_DESCRIBE_STRUCT(SecondStepRequest, (), (challenge, code, token_delivery))

/// The second factor: its settings, and the sign-in that asks for it. Used by all io threads at
/// once; what it refers to outlives it.
class TwoFactorRoutes {
public:
    TwoFactorRoutes(accounts::TwoFactor& two_factor, const AuthRoutes& auth)
        : two_factor_(two_factor), auth_(auth) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, TwoFactorRoutes* self);

private:
    asio::awaitable<Reply<SessionView>> finish(Call call, SecondStepRequest input);
    asio::awaitable<Reply<TwoFactorView>> status(Call call, Nothing);
    asio::awaitable<Reply<TwoFactorSetupView>> set_up(Call call, TwoFactorSetupRequest input);
    asio::awaitable<Reply<RecoveryCodesView>> enable(Call call, TwoFactorEnableRequest input);
    asio::awaitable<Reply<Message>> disable(Call call, TwoFactorProofRequest input);
    asio::awaitable<Reply<RecoveryCodesView>> renew(Call call, TwoFactorProofRequest input);

    accounts::TwoFactor& two_factor_;
    const AuthRoutes& auth_;
};

}  // namespace freshet::api
