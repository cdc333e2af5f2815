#include "serve/api/pipeline.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "accounts/error.hpp"
#include "base/names.hpp"
#include "serve/api/input.hpp"
#include "serve/api/problem.hpp"

namespace freshet::api {

namespace {

// A body of up to this size is read before it is known who sends it.
constexpr std::size_t unasked_bytes_max = std::size_t{64} * 1024;

/// RFC 6750, 2.1; the scheme's name is compared without case.
std::optional<std::string> bearer_token(const http::Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const auto field = request.headers.get("Authorization");
    if (!field || to_lower_ascii(field->substr(0, scheme.size())) != scheme) return std::nullopt;
    return std::string(trim_ascii(field->substr(scheme.size())));
}

/// The token that came along. Programs may send theirs in a field of its own.
std::optional<std::string> token_of(const http::Request& request) {
    if (auto token = bearer_token(request)) return token;
    const auto field = request.headers.get("X-API-Key");
    if (!field) return std::nullopt;
    return std::string(trim_ascii(*field));
}

Call call_of(const Operation& operation, const http::Request& request) {
    constexpr std::size_t user_agent_bytes_max = 255;
    const auto field = [&](std::string_view name) {
        return request.headers.get(name).value_or("");
    };
    const auto agent = field("User-Agent").substr(0, user_agent_bytes_max);
    return {
        .caller = {},
        .language = choose_language(request.headers.get("Accept-Language")),
        .request_id = request.id,
        .peer_ip = request.peer_ip,
        .user_agent = json::is_clean_utf8(agent) ? std::string(agent) : std::string(),
        .host = std::string(field("Host")),
        .secure = request.secure,
        .refresh_cookie = operation.takes_cookie ? RefreshCookie::read(request) : std::string()};
}

Upload upload_of(const Operation& operation, http::Request request) {
    const auto field = [&](std::string_view name) {
        return std::string(name.empty() ? "" : request.headers.get(name).value_or(""));
    };
    return {.type = field("Content-Type"),
            .signature = field(operation.signature_field),
            .bytes = std::move(request.body)};
}

http::Response refused(const Refusal& refusal, const Call& call, const Params& params = {},
                       const std::string& challenge = {}) {
    return problem_response(refusal, {.language = call.language, .request_id = call.request_id},
                            params, challenge);
}

http::Response refused(ErrorCode reason, const Call& call, const Params& params = {}) {
    return refused(Refusal{.reason = reason, .fields = {}}, call, params);
}

http::Response too_often(const TokenBuckets::Verdict& verdict, const Call& call) {
    auto response = refused(Refusal{.reason = Errc::rate_limited, .fields = {}}, call,
                            {{"seconds", fmt::to_string(verdict.retry_after.count())}});
    add_rate_limit_headers(verdict, response.headers);
    return response;
}

http::Response json_response(http::Body body) {
    http::Response response;
    response.headers.set("Content-Type", "application/json");
    response.headers.set("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

/// All of a request that an answer to nobody in particular depends on: addresses in it begin with
/// the host that was asked.
std::string question_of(const http::Request& request) {
    return fmt::format("{}?{} {} {}", request.path, request.query,
                       request.headers.get("Host").value_or(""), request.secure);
}

http::Response response_of(Outcome outcome, const Call& call) {
    http::Response response;
    if (outcome.refusal) {
        response = refused(*outcome.refusal, call, {}, outcome.challenge);
    } else {
        const bool is_empty = outcome.body.empty();
        response = json_response(std::move(outcome.body));
        if (is_empty) response.headers.remove("Content-Type");
        response.status = outcome.status;
    }
    for (const auto& [name, value] : outcome.headers) response.headers.add(name, value);
    return response;
}

}  // namespace

Pipeline::Pipeline(Config config, accounts::Accounts& accounts, accounts::ApiTokens& api_tokens,
                   RateLimits& limits, const RefreshCookie& cookie, MonoClock clock)
    : config_(std::move(config)),
      accounts_(accounts),
      api_tokens_(api_tokens),
      limits_(limits),
      cookie_(cookie),
      clock_(std::move(clock)) {}

void Pipeline::mount(const Table& table, http::Router& router) const {
    for (const auto& entry : table.entries()) {
        const auto& operation = entry.operation;
        http::RouteOptions options{
            .body_bytes_max = entry.takes_body() ? operation.body_bytes_max : 0,
            .deadline = operation.deadline,
            .streams_body = operation.streams_body};
        if (options.body_bytes_max > unasked_bytes_max && !options.streams_body) {
            options.admit = [this, &entry](const http::Request& head) {
                return admit_body(entry, head);
            };
        }
        router.add(
            operation.method, std::string(operation.path),
            [this, &entry](http::Request request) { return answer(entry, std::move(request)); },
            options);
    }
}

asio::awaitable<http::Response> Pipeline::answer(const Entry& entry, http::Request request) const {
    auto judgement = co_await judge(entry, request);
    auto response = co_await carry_out(entry, std::move(judgement), std::move(request));
    for (const auto& [name, value] : entry.operation.fields) response.headers.set(name, value);
    co_return response;
}

asio::awaitable<Pipeline::Judgement> Pipeline::judge(const Entry& entry,
                                                     const http::Request& head) const {
    const auto& operation = entry.operation;
    Judgement judgement{.call = call_of(operation, head), .verdict = {}, .refusal = {}};
    auto& call = judgement.call;
    if (operation.takes_cookie && !cookie_.may_use(head)) {
        judgement.refusal = refused(Errc::origin_refused, call);
        co_return judgement;
    }
    auto token = token_of(head);
    if (token && operation.rate_limit != RateLimit::none) {
        // Before the database is asked: tokens that are made up are not worth that.
        const auto may_try = limits_.may_try_token(call.peer_ip, clock_());
        if (!may_try.allowed) {
            judgement.refusal = too_often(may_try, call);
            co_return judgement;
        }
    }
    auto caller = co_await identify(operation.scope, operation.token_scope, std::move(token));
    if (!caller) limits_.note_bad_token(call.peer_ip, clock_());
    if (caller) call.caller = at_its_address(*std::move(caller), call.peer_ip);

    judgement.verdict = limits_.take(operation.rate_limit, call, clock_());
    if (!judgement.verdict.allowed) {
        judgement.refusal = too_often(judgement.verdict, call);
        co_return judgement;
    }
    if (!caller) {
        judgement.refusal = refused(caller.error(), call);
    } else if (const auto admitted = admit(operation, call); !admitted) {
        judgement.refusal = refused(admitted.error(), call);
    }
    if (judgement.refusal) add_rate_limit_headers(judgement.verdict, judgement.refusal->headers);
    co_return judgement;
}

asio::awaitable<std::expected<http::Handler, http::Response>> Pipeline::admit_body(
    const Entry& entry, const http::Request& head) const {
    auto judgement = co_await judge(entry, head);
    if (judgement.refusal) co_return std::unexpected(*std::move(judgement.refusal));
    co_return [this, &entry, judgement = std::move(judgement)](const http::Request& request) {
        return carry_out(entry, judgement, request);
    };
}

asio::awaitable<http::Response> Pipeline::carry_out(const Entry& entry, Judgement judgement,
                                                    http::Request request) const {
    if (judgement.refusal) co_return *std::move(judgement.refusal);
    auto response = co_await act(entry, std::move(judgement.call), std::move(request));
    add_rate_limit_headers(judgement.verdict, response.headers);
    co_return response;
}

asio::awaitable<http::Response> Pipeline::act(const Entry& entry, Call call,
                                              http::Request request) const {
    const bool is_for_all = entry.operation.is_remembered && !call.caller;
    auto question = is_for_all ? question_of(request) : std::string();
    if (is_for_all) {
        if (auto known = memory_.find(question, clock_()))
            co_return json_response(std::move(known));
    }
    const auto age = memory_.age();
    auto input = read_input(entry, request);
    if (!input) co_return refused(input.error(), call);
    if (entry.operation.streams_body) {
        call.incoming = {.request = &request};
    } else if (entry.takes_upload()) {
        call.upload = upload_of(entry.operation, std::move(request));
    }
    auto outcome = co_await entry.act(call, *std::move(input));
    if (outcome.refusal) co_return response_of(std::move(outcome), call);
    if (entry.operation.changes_lists) memory_.forget();
    if (!is_for_all) co_return response_of(std::move(outcome), call);

    auto answer = std::make_shared<const std::string>(std::move(outcome.body));
    memory_.keep(std::move(question), answer, age, clock_());
    co_return json_response(std::move(answer));
}

asio::awaitable<Result<std::optional<accounts::Caller>>> Pipeline::identify(
    Scope scope, std::optional<accounts::TokenScope> token_scope,
    std::optional<std::string> token) const {
    std::optional<accounts::Caller> nobody;
    if (!token) co_return nobody;
    if (api_tokens_.is_api_token(*token)) {
        co_return co_await identify_program(scope, token_scope, *std::move(token));
    }
    auto caller = co_await accounts_.authenticate(*std::move(token));
    if (caller) co_return *std::move(caller);
    if (scope == Scope::anyone) co_return nobody;
    co_return std::unexpected(caller.error());
}

/// A program is its owner only where its token is good for that. Elsewhere it is nobody, and sees
/// nothing that is for the owner alone.
asio::awaitable<Result<std::optional<accounts::Caller>>> Pipeline::identify_program(
    Scope scope, std::optional<accounts::TokenScope> token_scope, std::string token) const {
    std::optional<accounts::Caller> nobody;
    if (scope == Scope::anyone) co_return nobody;
    const bool needs_nobody = scope == Scope::public_;
    if (!token_scope && !needs_nobody) co_return fail(Errc::scope_missing);
    auto caller = co_await api_tokens_.authenticate(std::move(token));
    if (!caller && caller.error() == accounts::Errc::no_admin && needs_nobody) co_return nobody;
    if (!caller) co_return std::unexpected(caller.error());
    if (token_scope && caller->token->allows(*token_scope)) co_return *std::move(caller);
    if (needs_nobody) co_return nobody;
    co_return fail(Errc::scope_missing);
}

bool Pipeline::is_for_admins(const std::string& peer_ip) const {
    const auto& addresses = config_.admin_addresses;
    return addresses.empty() || addresses.contains(peer_ip);
}

/// Elsewhere an admin is a user like others.
std::optional<accounts::Caller> Pipeline::at_its_address(std::optional<accounts::Caller> caller,
                                                         const std::string& peer_ip) const {
    using accounts::Role;
    const bool is_admin = caller && caller->role == Role::admin;
    if (is_admin && !is_for_admins(peer_ip)) caller->role = Role::user;
    return caller;
}

Result<void> Pipeline::admit(const Operation& operation, const Call& call) const {
    using accounts::Role;
    const auto scope = operation.scope;
    if (scope == Scope::anyone || scope == Scope::public_) return {};
    if (!call.caller) return fail(Errc::unauthenticated);
    const auto role = call.caller->role;
    if (scope == Scope::moderator && role == Role::user) return fail(Errc::forbidden);
    if (scope == Scope::admin && role != Role::admin) return fail(Errc::forbidden);
    const bool administers = operation.path.starts_with("/api/admin/");
    if (administers && !is_for_admins(call.peer_ip)) return fail(Errc::forbidden);
    return {};
}

}  // namespace freshet::api
