#include "serve/api/openapi.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "accounts/error.hpp"
#include "serve/api/problem.hpp"
#include "serve/api/schemas.hpp"

namespace freshet::api {

namespace {

namespace bj = boost::json;

/// "/api/channels/{id}" of "/api/channels/:id".
std::string template_of(std::string_view path) {
    std::string text;
    bool parameter = false;
    for (const char c : path) {
        if (parameter && c == '/') text += '}';
        if (c == '/') parameter = false;
        if (c == ':') parameter = true;
        text += c == ':' ? '{' : c;
    }
    if (parameter) text += '}';
    return text;
}

/// What the pipeline refuses by itself, and what the handler says that it refuses.
std::vector<ErrorCode> reasons_of(const Entry& entry) {
    const auto& operation = entry.operation;
    std::vector<ErrorCode> reasons = operation.reasons;
    const auto add = [&](std::initializer_list<ErrorCode> more) {
        reasons.insert(reasons.end(), more);
    };
    using Accounts = accounts::Errc;
    const bool needs_caller = operation.scope >= Scope::user;
    if (needs_caller) add({Errc::unauthenticated, Errc::scope_missing});
    if (needs_caller && operation.token_scope) add({Accounts::no_admin});
    if (operation.scope != Scope::anyone) {
        add({Accounts::token_invalid, Accounts::token_expired, Accounts::session_ended});
    }
    if (operation.scope > Scope::user) add({Errc::forbidden});
    if (operation.takes_cookie) add({Errc::origin_refused});
    if (!entry.path_members.empty()) add({Errc::not_found});
    if (operation.streams_body) {
        // How much it takes, and of what, is the handler's to say.
    } else if (entry.takes_upload()) {
        add({json::Errc::too_large});
        if (!entry.other_members.empty()) add({Errc::malformed_request});
    } else if (entry.takes_body()) {
        add({json::Errc::malformed, json::Errc::too_deep, json::Errc::not_an_object,
             json::Errc::too_large, Errc::unsupported_media_type});
    } else if (!entry.other_members.empty()) {
        add({Errc::malformed_request});
    }
    const bool has_body = entry.takes_body() && !entry.takes_upload();
    if (has_body || !entry.other_members.empty()) add({Errc::validation_failed});
    if (operation.rate_limit != RateLimit::none) add({Errc::rate_limited, Errc::unavailable});
    return reasons;
}

bj::value problem_example(const ProblemKind& kind) {
    FieldErrors fields;
    if (kind.code == "validation_failed") {
        fields.push_back({.field = "title", .code = "required", .params = {}});
    }
    const auto response = problem_response(
        {.reason = kind.reason, .fields = std::move(fields)},
        {.language = Language::en, .request_id = "5f0c3a9e2b7d4c61"}, {{"seconds", "30"}});
    return bj::parse(std::get<std::string>(response.body));
}

/// Responses that say the same stand in the document once, under their codes.
class ProblemResponses {
public:
    bj::object reference(const std::set<std::string_view>& codes, const ProblemKind& kind,
                         Schemas& schemas) {
        const auto name = fmt::format("{}", fmt::join(codes, "."));
        if (!all_.contains(name)) {
            auto schema = schemas.schema(json::shape_of<Problem>(), nullptr, Direction::reply);
            bj::object media{{"schema", std::move(schema)}, {"example", problem_example(kind)}};
            all_[name] =
                bj::object{{"description", fmt::format("`{}`", fmt::join(codes, "`, `"))},
                           {"content", bj::object{{"application/problem+json", std::move(media)}}}};
        }
        return {{"$ref", "#/components/responses/" + name}};
    }

    bj::object take() { return std::move(all_); }

private:
    bj::object all_;
};

/// What an operation's description adds to while it is made.
struct Components {
    Schemas schemas;
    ProblemResponses problems;
};

bj::object empty_success() {
    return {{"description", "Done; what there is to say stands in the fields"}};
}

bj::object success_of(const Entry& entry, unsigned status, Components& components) {
    if (entry.reply == &json::shape_of<NoContent>()) return empty_success();
    bj::object media{{"schema", components.schemas.schema(*entry.reply, nullptr, Direction::reply)},
                     {"example", Schemas::example(*entry.reply, nullptr)}};
    bj::object response{{"description", status == 201 ? "Made" : "Done"},
                        {"content", bj::object{{"application/json", std::move(media)}}}};
    if (status == 201) {
        response["headers"] = bj::object{
            {"Location",
             bj::object{{"description", "Where what was made is."},
                        {"schema", bj::object{{"type", "string"}, {"format", "uri-reference"}}}}}};
    }
    return response;
}

bj::object responses_of(const Entry& entry, Components& components) {
    std::map<unsigned, std::set<std::string_view>> codes;
    std::map<unsigned, const ProblemKind*> first;
    for (const auto& reason : reasons_of(entry)) {
        const auto& kind = problem_kind(reason);
        codes[kind.status].insert(kind.code);
        first.try_emplace(kind.status, &kind);
    }
    bj::object responses;
    const auto add_success = [&](unsigned status) {
        responses[fmt::to_string(status)] = success_of(entry, status, components);
    };
    if (entry.operation.may_be_there) add_success(200);
    add_success(entry.operation.success);
    for (const auto& [status, names] : codes) {
        responses[fmt::to_string(status)] =
            components.problems.reference(names, *first.at(status), components.schemas);
    }
    return responses;
}

bj::object parameter_of(const json::Member& member, bool in_path, Components& components) {
    const auto* shape = &member.shape();
    const bool required = in_path || !json::may_be_absent(member);
    while (shape->kind == json::Kind::optional || shape->kind == json::Kind::omittable) {
        shape = &shape->inner();  // A parameter of a query is there or is not; it is never null.
    }
    bj::object parameter{{"name", member.name}, {"in", in_path ? "path" : "query"}};
    if (member.rule != nullptr && !member.rule->about.empty()) {
        parameter["description"] = member.rule->about;
    }
    parameter["required"] = required;
    parameter["schema"] = components.schemas.schema(*shape, member.rule, Direction::input);
    return parameter;
}

bj::array security_of(const Operation& operation) {
    const bj::object nothing;
    const bj::object bearer{{"bearer", bj::array()}};
    const bj::object cookie{{"refreshCookie", bj::array()}};
    const bj::object key{{"apiKey", bj::array()}};
    if (operation.token_scope && operation.scope >= Scope::user) return {bearer, key};
    if (operation.token_scope) return {nothing, bearer, key};
    if (operation.scope >= Scope::user) return {bearer};
    if (operation.takes_cookie) return {nothing, cookie};
    if (operation.scope == Scope::public_) return {nothing, bearer};
    return {};
}

/// Bytes as they are, a form with one part of them, or JSON that is its sender's to describe.
bj::object media_of(std::string_view upload_type) {
    if (upload_type == "application/json") {
        const bj::object schema{{"type", "object"}, {"properties", bj::object()}};
        return {{"schema", schema}, {"example", bj::object()}};
    }
    const bj::object bytes{{"type", "string"}, {"format", "binary"}};
    if (upload_type != "multipart/form-data") return {{"schema", bytes}};
    const bj::object form{{"type", "object"}, {"properties", bj::object{{"file", bytes}}}};
    return {{"schema", form}};
}

bj::object upload_of(const Operation& operation) {
    bj::object content;
    for (const auto type : operation.upload_types) content[type] = media_of(type);
    return {{"required", true}, {"content", std::move(content)}};
}

bj::object operation_of(const Entry& entry, Components& components) {
    const auto& operation = entry.operation;
    bj::object object{{"operationId", operation.id},
                      {"tags", bj::array{operation.tag}},
                      {"summary", operation.summary},
                      {"security", security_of(operation)}};
    bj::array parameters;
    for (const auto* member : entry.path_members) {
        parameters.push_back(parameter_of(*member, true, components));
    }
    if (entry.takes_upload()) object["requestBody"] = upload_of(operation);
    if (entry.takes_body() && !entry.takes_upload() && !entry.other_members.empty()) {
        const bool required = !std::ranges::all_of(
            entry.other_members,
            [](const json::Member* member) { return json::may_be_absent(*member); });
        const bool whole = entry.path_members.empty();
        bj::object media{
            {"schema", whole ? components.schemas.schema(*entry.input, nullptr, Direction::input)
                             : components.schemas.object(entry.other_members, Direction::input)},
            {"example", Schemas::example(entry.other_members)}};
        object["requestBody"] =
            bj::object{{"required", required},
                       {"content", bj::object{{"application/json", std::move(media)}}}};
    } else {
        for (const auto* member : entry.other_members) {
            parameters.push_back(parameter_of(*member, false, components));
        }
    }
    if (!parameters.empty()) object["parameters"] = std::move(parameters);
    object["responses"] = responses_of(entry, components);
    return object;
}

/// Two spaces a level, so that a change of the document can be read as a diff.
void append_pretty(std::string& out, const bj::value& value, std::size_t depth) {
    const auto line = [&](std::size_t level) { out.append("\n").append(2 * level, ' '); };
    const auto* object = value.if_object();
    const auto* array = value.if_array();
    if (object != nullptr && !object->empty()) {
        char before = '{';
        for (const auto& [key, item] : *object) {
            out += std::exchange(before, ',');
            line(depth + 1);
            json::write_text(out, {key.data(), key.size()});
            out += ": ";
            append_pretty(out, item, depth + 1);
        }
        line(depth);
        out += '}';
    } else if (array != nullptr && !array->empty()) {
        char before = '[';
        for (const auto& item : *array) {
            out += std::exchange(before, ',');
            line(depth + 1);
            append_pretty(out, item, depth + 1);
        }
        line(depth);
        out += ']';
    } else {
        out += bj::serialize(value);
    }
}

bj::object security_schemes() {
    return {{"bearer",
             bj::object{{"type", "http"},
                        {"scheme", "bearer"},
                        {"bearerFormat", "JWT"},
                        {"description", "The `token` of a sign-in, or an API token (`frs_...`)."}}},
            {"apiKey", bj::object{{"type", "apiKey"},
                                  {"in", "header"},
                                  {"name", "X-API-Key"},
                                  {"description", "An API token, as programs may send it."}}},
            {"refreshCookie", bj::object{{"type", "apiKey"},
                                         {"in", "cookie"},
                                         {"name", "freshet_refresh"},
                                         {"description", "How browsers keep the refresh token."}}}};
}

}  // namespace

std::string openapi_document(const Table& table) {
    Components components;
    bj::object paths;
    for (const auto& entry : table.entries()) {
        auto& path = paths[template_of(entry.operation.path)];
        if (!path.is_object()) path = bj::object();
        const auto method = http::to_string(entry.operation.method);
        std::string key;
        for (const char c : method) key += static_cast<char>(c - 'A' + 'a');
        path.as_object()[key] = operation_of(entry, components);
    }
    const bj::object document{
        {"openapi", "3.1.0"},
        {"info",
         bj::object{
             {"title", "Freshet"},
             {"version", "1.0.0"},
             {"description",
              "Live and on-demand video. Errors are RFC 9457 problems; their texts follow "
              "Accept-Language (en, vi, ru, es). Times are RFC 3339 in UTC with milliseconds."}}},
        {"servers", bj::array{bj::object{{"url", "/"}}}},
        {"paths", std::move(paths)},
        {"components", bj::object{{"schemas", components.schemas.take_components()},
                                  {"responses", components.problems.take()},
                                  {"securitySchemes", security_schemes()}}}};
    std::string text;
    append_pretty(text, document, 0);
    text += '\n';
    return text;
}

}  // namespace freshet::api
