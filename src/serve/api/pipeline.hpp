#pragma once

#include <expected>
#include <functional>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "accounts/accounts.hpp"
#include "accounts/api_tokens.hpp"
#include "base/clock.hpp"
#include "net/address_set.hpp"
#include "serve/api/answer_memory.hpp"
#include "serve/api/call.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rate_limits.hpp"
#include "serve/api/refresh_cookie.hpp"
#include "serve/http/router.hpp"

namespace freshet::api {

/// The way of a request, the same for every row of the table: origin, who asks, rate limit, scope,
/// input, decision, answer. Body limit and deadline are kept by the HTTP session before and around
/// it; what a handler throws ends there too. Who may not ask is told so before a large body is
/// read. Used by all io threads at once; what it refers to outlives it.
class Pipeline {
public:
    struct Config {
        // ADMIN_IP_ALLOW: of admins, and of all that is under /api/admin/. Empty: any.
        net::AddressSet admin_addresses;
    };

    using MonoClock = std::function<MonoTime()>;

    Pipeline(Config config, accounts::Accounts& accounts, accounts::ApiTokens& api_tokens,
             RateLimits& limits, const RefreshCookie& cookie, MonoClock clock);

    /// Something has changed that answers speak of, and by no request to this pipeline.
    void forget_answers() const { memory_.forget(); }

    /// Both the table and this outlive the router.
    void mount(const Table& table, http::Router& router) const;

private:
    /// What the head of a request says, and costs: once a request.
    struct Judgement {
        Call call;
        TokenBuckets::Verdict verdict;
        std::optional<http::Response> refusal;
    };

    asio::awaitable<http::Response> answer(const Entry& entry, http::Request request) const;
    asio::awaitable<Judgement> judge(const Entry& entry, const http::Request& head) const;
    asio::awaitable<std::expected<http::Handler, http::Response>> admit_body(
        const Entry& entry, const http::Request& head) const;
    asio::awaitable<http::Response> carry_out(const Entry& entry, Judgement judgement,
                                              http::Request request) const;
    asio::awaitable<Result<std::optional<accounts::Caller>>> identify(
        Scope scope, std::optional<accounts::TokenScope> token_scope,
        std::optional<std::string> token) const;
    asio::awaitable<Result<std::optional<accounts::Caller>>> identify_program(
        Scope scope, std::optional<accounts::TokenScope> token_scope, std::string token) const;
    asio::awaitable<http::Response> act(const Entry& entry, Call call, http::Request request) const;
    [[nodiscard]] bool is_for_admins(const std::string& peer_ip) const;
    [[nodiscard]] std::optional<accounts::Caller> at_its_address(
        std::optional<accounts::Caller> caller, const std::string& peer_ip) const;
    [[nodiscard]] Result<void> admit(const Operation& operation, const Call& call) const;

    Config config_;
    accounts::Accounts& accounts_;
    accounts::ApiTokens& api_tokens_;
    RateLimits& limits_;
    const RefreshCookie& cookie_;
    MonoClock clock_;
    mutable AnswerMemory memory_{{}};  // Guards itself.
};

}  // namespace freshet::api
