#include "serve/web/routes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace freshet::web {

namespace {

constexpr std::string_view index_path = "/index.html";
constexpr std::string_view hashed_folder = "/assets/";

// A page behind these would hide a mistyped address of the API or of a stream from the program that
// asks for it.
constexpr std::array<std::string_view, 14> machine_roots{
    "/api", "/live", "/hls",       "/dash",   "/vod",     "/whip",   "/whep",
    "/t",   "/ws",   "/socket.io", "/health", "/metrics", "/assets", "/media"};

// As in the app's router.tsx.
constexpr auto pages = std::to_array<std::string_view>({
    "/",
    "/register",
    "/sign-in",
    "/forgot-password",
    "/reset-password",
    "/verify-email",
    "/setup",
    "/settings",
    "/settings/profile",
    "/settings/security",
    "/settings/tokens",
    "/settings/account",
    "/settings/subscriptions",
    "/studio",
    "/studio/channel",
    "/studio/streams",
    "/studio/videos",
    "/studio/chat",
    "/studio/moderation",
    "/studio/emotes",
    "/studio/statistics",
    "/studio/subscribers",
    "/upload",
    "/library",
    "/library/history",
    "/search",
    "/notifications",
    "/subscribe/development",
    "/admin",
    "/admin/users",
    "/admin/streams",
    "/admin/reports",
    "/admin/categories",
    "/admin/documents",
    "/admin/audit",
    "/admin/invites",
    "/admin/jobs",
    "/admin/storage",
    "/api/docs",
});

bool is_below(std::string_view path, std::string_view root) {
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool is_for_machines(std::string_view path) {
    return std::ranges::any_of(machine_roots, [&](auto root) { return is_below(path, root); });
}

/// One more segment, and nothing behind it.
bool is_child(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && path.size() > folder.size() &&
           path.find('/', folder.size()) == std::string_view::npos;
}

/// A video, or where its owner edits it.
bool is_video_page(std::string_view path) {
    constexpr std::string_view edit = "/edit";
    if (path.ends_with(edit)) path.remove_suffix(edit.size());
    return is_child(path, "/video/");
}

http::Response text(unsigned status, std::string_view words) {
    http::Response response{.status = status, .headers = {}, .body = std::string(words)};
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    response.headers.add("Cache-Control", "no-cache");
    return response;
}

}  // namespace

bool is_page(std::string_view path) {
    return std::ranges::find(pages, path) != pages.end() || is_child(path, "/watch/") ||
           is_child(path, "/@") || is_child(path, "/docs/") ||
           is_child(path, "/admin/documents/") || is_video_page(path);
}

Routes::Routes(Config config, std::span<const Asset> assets) : config_(std::move(config)) {
    for (const auto& asset : assets) files_.emplace(asset.path, file_of(asset));
}

Routes::File Routes::file_of(const Asset& asset) {
    const auto encoded = [&](std::string_view bytes, std::string_view suffix) {
        if (bytes.empty()) return Encoded{};
        // Codings of one file are different representations, so their strong tags differ (RFC
        // 9110, 8.8.3).
        return Encoded{.body = std::make_shared<const std::string>(bytes),
                       .tag = '"' + std::string(asset.hash) + std::string(suffix) + '"'};
    };
    return {.type = asset.type,
            .immutable = asset.path.starts_with(hashed_folder),
            .plain = encoded(asset.plain, ""),
            .gzip = encoded(asset.gzip, "-gz"),
            .brotli = encoded(asset.brotli, "-br")};
}

void Routes::mount(http::Router& router) const {
    router.add(http::Method::get, "/*path",
               [this](http::Request request) { return answer(std::move(request)); });
}

boost::asio::awaitable<http::Response> Routes::answer(http::Request request) const {
    co_return choose(request);
}

http::Response Routes::choose(const http::Request& request) const {
    const auto file = files_.find(request.path);
    if (file != files_.end() && request.path != index_path) return send(request, file->second);
    const bool known = is_page(request.path);
    if (!known && is_for_machines(request.path))
        return config_.problem(request, http::problems::not_found);
    return page(request, known ? 200 : 404);
}

http::Response Routes::page(const http::Request& request, unsigned status) const {
    const auto index = files_.find(index_path);
    if (index == files_.end())
        return text(status, "The web app is not part of this build of Freshet.\n");

    auto response = send(request, index->second);
    if (response.status == 200) response.status = status;
    return response;
}

http::Response Routes::send(const http::Request& request, const File& file) const {
    const auto accepted = request.headers.get("Accept-Encoding").value_or("");
    const auto coding =
        best_coding(accepted, file.gzip.body != nullptr, file.brotli.body != nullptr);
    const auto& chosen = coding == Coding::brotli ? file.brotli
                         : coding == Coding::gzip ? file.gzip
                                                  : file.plain;

    http::Response response;
    response.headers.add("ETag", chosen.tag);
    response.headers.add("Cache-Control",
                         file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.gzip.body || file.brotli.body) response.headers.add("Vary", "Accept-Encoding");
    if (names_tag(request.headers.get("If-None-Match").value_or(""), chosen.tag)) {
        response.status = 304;
        return response;
    }
    response.headers.add("Content-Type", file.type);
    if (coding != Coding::identity) {
        response.headers.add("Content-Encoding", coding == Coding::brotli ? "br" : "gzip");
    }
    response.body = chosen.body;
    return response;
}

}  // namespace freshet::web
