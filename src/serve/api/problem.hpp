#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/described.hpp"
#include "base/field_errors.hpp"
#include "serve/api/error.hpp"
#include "serve/api/texts.hpp"
#include "serve/http/message.hpp"
#include "serve/http/server.hpp"

namespace freshet::api {

/// What a client is told of one reason of refusal. The sentences are the catalogue's
/// `<code>.title`, `<code>.detail`.
struct ProblemKind {
    ErrorCode reason;
    unsigned status;
    std::string_view code;     // Stable, for machines.
    std::string_view field{};  // The field that the reason lies in, when it is always the same.
};

/// Every reason that can reach a client, in one table.
[[nodiscard]] std::span<const ProblemKind> problem_kinds();

/// The row of a reason; that of Errc::internal for one that has none.
[[nodiscard]] const ProblemKind& problem_kind(ErrorCode reason);

/// RFC 9457 as this API fills it in.
struct FieldMessage {
    std::string field;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(FieldMessage, (), (field, message))

struct Problem {
    std::string type;
    std::string title;
    std::uint32_t status = 0;
    std::string detail;
    std::string code;
    std::string request_id;
    json::Omittable<std::vector<FieldMessage>> errors;
    json::Omittable<std::string> challenge{};

    static constexpr json::Rule rules[] = {
        {.field = "type",
         .about = "A URN that ends in the code.",
         .example = "urn:freshet:problem:not_found"},
        {.field = "title",
         .about = "What kind of problem, in the caller's language.",
         .example = "Not found"},
        {.field = "status", .about = "The HTTP status again.", .example = "404"},
        {.field = "detail",
         .about = "What happened and what to do, in the caller's language.",
         .example = "There is nothing here, or you may not see it."},
        {.field = "code", .about = "Stable, for programs.", .example = "not_found"},
        {.field = "requestId",
         .about = "Under which the log has it.",
         .example = "5f0c3a9e2b7d4c61"},
        {.field = "errors", .about = "Every field that failed."},
        {.field = "challenge",
         .about = "With `two_factor_required`: what goes to `/api/auth/two-factor` with the code.",
         .example = "AZ8QoPNwd7pYc2lnbmVk"},
    };
};
BOOST_DESCRIBE_STRUCT(Problem, (),
                      (type, title, status, detail, code, request_id, errors, challenge))

/// Who is told, and in which words.
struct Audience {
    Language language = Language::en;
    std::string_view request_id;
};

/// What a refused request is told, whatever it came by. `params` stand in the detail.
[[nodiscard]] Problem problem_of(const Refusal& refusal, const Audience& audience,
                                 const Params& params = {});

/// The answer to a refused request. `params` stand in the detail; `challenge` is empty but for
/// sign-ins that ask for a code.
[[nodiscard]] http::Response problem_response(const Refusal& refusal, const Audience& audience,
                                              const Params& params = {},
                                              const std::string& challenge = {});

/// For http::Hooks: what the HTTP layer itself refuses, in the caller's language.
[[nodiscard]] http::Response http_problem(const http::Request& request,
                                          const http::Problem& problem);

}  // namespace freshet::api
