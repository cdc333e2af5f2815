#include "serve/http/problem.hpp"

#include <fmt/format.h>

#include "serve/http/error.hpp"
#include "serve/http/response_head.hpp"

namespace freshet::http {

Problem problem_of(ErrorCode error) {
    if (error.category() != make_error_code(Errc::malformed).category()) return problems::internal;
    switch (static_cast<Errc>(error.value())) {
        case Errc::malformed: return {400, "malformed_request", "The request cannot be read."};
        case Errc::bad_target: return {400, "bad_target", "The request target cannot be read."};
        case Errc::body_too_large: return problems::too_large;
        case Errc::body_cut_short:
            return {400, "body_cut_short", "The request body ended before its end."};
        case Errc::body_too_slow:
            return {408, "body_too_slow", "The request body came too slowly."};
        case Errc::body_interrupted:
            return {409, "body_interrupted", "Another request has taken this one's place."};
        case Errc::body_draining: return problems::unavailable;
        case Errc::unsupported_expectation:
            return {417, "expectation_failed", "The expectation is not supported."};
        case Errc::head_too_large: return {431, "head_too_large", "The request head is too large."};
        case Errc::unsupported_method:
            return {501, "unsupported_method", "The method is not supported."};
        case Errc::unsupported_coding:
            return {501, "unsupported_coding", "The transfer coding is not supported."};
        case Errc::unsupported_version:
            return {505, "unsupported_version", "The HTTP version is not supported."};
    }
    return problems::internal;
}

Response plain_problem(const Request& request, const Problem& problem) {
    Response response{.status = problem.status, .headers = {}, .body = {}};
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Cache-Control", "no-store");
    response.body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{},)"
                                R"("detail":"{}","code":"{}","requestId":"{}"}})",
                                reason_phrase(problem.status), problem.status, problem.detail,
                                problem.code, request.id);
    return response;
}

Response too_many_requests(const Request& request, std::chrono::seconds wait) {
    auto response = plain_problem(request, problems::too_many);
    response.headers.set("Retry-After", std::to_string(wait.count()));
    return response;
}

}  // namespace freshet::http
