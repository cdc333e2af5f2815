#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/api_token.hpp"
#include "base/json.hpp"
#include "serve/api/call.hpp"
#include "serve/api/error.hpp"
#include "serve/api/reply.hpp"
#include "serve/http/message.hpp"

namespace freshet::api {

namespace asio = boost::asio;

/// Who may ask.
enum class Scope : std::uint8_t {
    anyone,   // A token that came along and is not good is as if there were none.
    public_,  // A token need not be there, but must be good if it is: 401 lets a client refresh it.
    user,
    moderator,
    admin,
};

/// Which buckets a request takes a token from.
enum class RateLimit : std::uint8_t { none, api, auth, uploads };

/// One row of the table of routes: all that is known of an operation but its decision.
struct Operation {
    http::Method method = http::Method::get;
    std::string_view path{};  // "/api/channels/:id"
    std::string_view id{};    // OpenAPI's operationId; unique.
    std::string_view tag{};
    std::string_view summary{};
    Scope scope = Scope::public_;
    // What an API token must be good for to stand for its owner here; absent: none does. Where
    // nobody need be known, any other may ask as nobody.
    std::optional<accounts::TokenScope> token_scope{};
    unsigned success = 200;
    bool may_be_there = false;         // What it would make: then it is shown, with 200.
    std::vector<ErrorCode> reasons{};  // Why its handler refuses.
    RateLimit rate_limit = RateLimit::api;
    // Who is not signed in gets what others got a moment ago, until something changes.
    bool is_remembered = false;
    bool takes_cookie = false;  // Reads or sets the refresh cookie: the Origin is checked.
    std::uint64_t body_bytes_max = std::size_t{64} * 1024;
    std::chrono::milliseconds deadline{30'000};
    bool has_body = false;  // A DELETE whose input comes from a JSON body all the same.
    std::vector<std::string_view> upload_types{};  // Takes bytes, in Call::upload, as they come.
    std::string_view signature_field{};            // In which who sends them signs them.
    bool streams_body = false;  // The handler reads it by itself, from Call::incoming.
    std::vector<std::pair<std::string_view, std::string_view>> fields{};  // Of each of its answers.
    bool changes_lists = false;  // When it succeeds, what is remembered may be so no more.
};

/// An operation with its described input and reply, types forgotten.
///
/// The input is one struct: members that the path names come from there; the others from the query
/// for GET, DELETE and uploads, from the JSON body for the rest.
struct Entry {
    Operation operation;
    const json::Shape* input = nullptr;
    const json::Shape* reply = nullptr;
    std::vector<const json::Member*> path_members{};
    std::vector<const json::Member*> other_members{};
    std::shared_ptr<void> (*make_input)() = nullptr;
    void (*validate)(const void* input, json::Issues& issues) = nullptr;
    std::function<asio::awaitable<Outcome>(Call, std::shared_ptr<void> input)> act{};

    /// Whether the members that the path does not name come from a JSON body. One with no fields is
    /// allowed where none are known: many clients send `{}` with every POST.
    [[nodiscard]] bool takes_body() const;

    /// Whether its body is bytes that the handler reads by itself.
    [[nodiscard]] bool takes_upload() const { return !operation.upload_types.empty(); }
};

/// Rules that a struct's types and lengths cannot say: found by its name, run with what could be
/// read.
template <class Input>
concept Validated = requires(const Input& input, json::Issues& issues) { validate(input, issues); };

/// The one table of routes. What serves requests and what describes them are both made from it.
/// Filled at the start, then read by all threads.
class Table {
public:
    /// Adds a row. `owner` outlives the table; with none the table can be described but not served.
    template <class Owner, class Input, class T>
    void add(Operation operation, Owner* owner,
             asio::awaitable<Reply<T>> (Owner::*act)(Call, Input)) {
        Entry entry{.operation = std::move(operation),
                    .input = &json::shape_of<Input>(),
                    .reply = &json::shape_of<T>(),
                    .make_input = [] { return std::shared_ptr<void>(std::make_shared<Input>()); }};
        if constexpr (Validated<Input>) {
            entry.validate = [](const void* input, json::Issues& issues) {
                validate(*static_cast<const Input*>(input), issues);
            };
        }
        entry.act = [owner, act](Call call, std::shared_ptr<void> input) {
            return run<Owner, Input, T>(owner, act, std::move(call), std::move(input));
        };
        add(std::move(entry));
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

private:
    template <class Owner, class Input, class T>
    static asio::awaitable<Outcome> run(Owner* owner,
                                        asio::awaitable<Reply<T>> (Owner::*act)(Call, Input),
                                        Call call, std::shared_ptr<void> input) {
        auto& read = *static_cast<Input*>(input.get());
        Reply<T> reply = co_await (owner->*act)(std::move(call), std::move(read));
        co_return std::move(reply);
    }

    void add(Entry entry);

    std::vector<Entry> entries_;
};

}  // namespace freshet::api
