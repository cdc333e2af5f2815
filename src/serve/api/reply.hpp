#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/field_errors.hpp"
#include "base/json.hpp"

namespace freshet::api {

/// What a handler decided, with its type forgotten: a body, or why there is none.
struct Outcome {
    unsigned status = 200;
    std::string body{};  // JSON.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::optional<Refusal> refusal{};
    std::string challenge{};  // Of a sign-in that is refused until a code is shown.
};

/// What a handler returns: a T, or the reason of a refusal.
///     if (!found) co_return fail(Errc::not_found);
///     co_return view_of(*found);
template <class T>
class Reply : public Outcome {
public:
    Reply(const T& value) : Outcome{.body = json::to_json(value)} {}
    Reply(std::unexpected<ErrorCode> error)
        : Outcome{.refusal = Refusal{.reason = error.error(), .fields = {}}} {}
    Reply(std::unexpected<Refusal> refusal) : Outcome{.refusal = std::move(refusal).error()} {}
};

/// 201 with the place of what was made.
template <class T>
Reply<T> created(const T& value, std::string location) {
    Reply<T> reply(value);
    reply.status = 201;
    reply.headers.emplace_back("Location", std::move(location));
    return reply;
}

/// 202: what was asked for is being done.
template <class T>
Reply<T> accepted(const T& value) {
    Reply<T> reply(value);
    reply.status = 202;
    return reply;
}

/// JSON that was written beforehand.
struct RawJson {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(RawJson, (), ())

template <>
class Reply<RawJson> : public Outcome {
public:
    Reply(RawJson json) : Outcome{.body = std::move(json.text)} {}
    Reply(std::unexpected<ErrorCode> error)
        : Outcome{.refusal = Refusal{.reason = error.error(), .fields = {}}} {}
};

/// An answer without a body: what there is to say stands in its fields.
struct NoContent {};
BOOST_DESCRIBE_STRUCT(NoContent, (), ())

template <>
class Reply<NoContent> : public Outcome {
public:
    Reply(Outcome outcome) : Outcome(std::move(outcome)) {}
};

/// What an act says that has nothing to show.
struct Message {
    std::string message;
};
BOOST_DESCRIBE_STRUCT(Message, (), (message))

/// The input of a route that takes none.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace freshet::api
