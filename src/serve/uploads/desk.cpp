#include "serve/uploads/desk.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "wire/tus/answer.hpp"
#include "wire/tus/error.hpp"
#include "wire/tus/request.hpp"

namespace freshet::uploads {

namespace {

using api::Call;
using api::Outcome;
using http::Method;

constexpr std::string_view place = "/api/uploads";
constexpr std::string_view below = "/api/uploads/";

asio::awaitable<http::Response> tell_abilities(std::uint64_t size_max, std::string allow) {
    http::Response response{.status = 204};
    response.headers.set("Allow", allow);
    response.headers.set("Cache-Control", "no-store");
    for (const auto& [name, value] : tus::abilities(size_max)) response.headers.set(name, value);
    co_return response;
}

/// tus 1.0.0, X-HTTP-Method-Override: for who can only GET and POST. Another name is no method.
std::optional<Method> method_of(const Call& call, Method method) {
    const auto override = call.incoming.field("X-HTTP-Method-Override");
    return override ? http::method_from(*override) : std::optional(method);
}

}  // namespace

Desk::Desk(Parts parts, Writers::Config config)
    : parts_(parts),
      writers_(config),
      tus_({.uploads = parts.uploads, .objects = parts.objects}, writers_),
      forms_({.uploads = parts.uploads, .objects = parts.objects}, parts.library, writers_) {}

asio::awaitable<Outcome> Desk::begin(Call call) {
    if (auto wrong = wrong_version(call)) co_return *std::move(wrong);
    co_return co_await tus_.begin(std::move(call));
}

asio::awaitable<Outcome> Desk::act(Call call, Method method, VideoId id) {
    if (auto wrong = wrong_version(call)) co_return *std::move(wrong);
    const auto meant = method_of(call, method);
    if (meant == Method::head) co_return co_await tus_.standing(std::move(call), id);
    if (meant == Method::patch) co_return co_await tus_.go_on(std::move(call), id);
    if (meant == Method::delete_) co_return co_await tus_.give_up(std::move(call), id);
    co_return Outcome{.refusal = Refusal{.reason = tus::Errc::malformed, .fields = {}}};
}

asio::awaitable<Answer<vod::Finished>> Desk::take_form(Call call) {
    return forms_.take(std::move(call));
}

void Desk::mount(http::Router& router) const {
    const auto size_max = parts_.uploads.limits().size_max;
    router.add(Method::options, "/api/uploads", [size_max](const http::Request&) {
        return tell_abilities(size_max, "POST, OPTIONS");
    });
    router.add(Method::options, "/api/uploads/:id", [size_max](const http::Request&) {
        return tell_abilities(size_max, "HEAD, PATCH, DELETE, POST, OPTIONS");
    });
}

void Desk::decorate(const http::Request& request, http::Response& response) {
    const bool is_ours = request.path == place || request.path.starts_with(below);
    if (is_ours) response.headers.set("Tus-Resumable", tus::version);
}

std::optional<Outcome> Desk::wrong_version(const Call& call) const {
    const auto checked =
        tus::check_version([&call](std::string_view name) { return call.incoming.field(name); });
    if (checked) return std::nullopt;
    return Outcome{.headers = tus::abilities(parts_.uploads.limits().size_max),
                   .refusal = Refusal{.reason = checked.error(), .fields = {}}};
}

}  // namespace freshet::uploads
