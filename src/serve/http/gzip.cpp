#include "serve/http/gzip.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <optional>
#include <utility>
#include <variant>

#include <zlib.h>

#include "base/check.hpp"

namespace freshet::http {

namespace {

constexpr int level = 4;  // Beyond it JSON shrinks by a few percent more at twice the time.
constexpr int gzip_window =
    15 + 16;                     // zlib.h, deflateInit2: the largest window, in a gzip wrapper.
constexpr int memory_level = 8;  // zlib's default.

std::string_view trimmed(std::string_view text) {
    const auto start = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(start);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// RFC 9110, 12.4.2: "q=0", "q=0.000" mean "not acceptable".
bool is_refused(std::string_view parameters) {
    const auto weight = trimmed(parameters);
    if (!weight.starts_with("q=0") && !weight.starts_with("Q=0")) return false;
    return weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

std::optional<std::string_view> text_of(const Body& body) {
    if (const auto* text = std::get_if<std::string>(&body)) return *text;
    if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&body)) return **text;
    return std::nullopt;
}

template <class Pointer, class Other>
bool same_owner(const Pointer& left, const Other& right) {
    return !left.owner_before(right) && !right.owner_before(left);
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        const auto item = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto coding = trimmed(item.substr(0, semicolon));
        const bool taken = semicolon == item.size() || !is_refused(item.substr(semicolon + 1));
        if (coding == "gzip") return taken;
        if (coding == "*") any = taken;
    }
    return any;
}

bool is_compressible(std::string_view content_type) {
    const auto type = trimmed(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type == "application/javascript" || type == "application/vnd.apple.mpegurl";
}

struct Gzip::Stream {
    z_stream z{};
};

Gzip::Gzip() : stream_(std::make_unique<Stream>()) {
    const int ready = ::deflateInit2(&stream_->z, level, Z_DEFLATED, gzip_window, memory_level,
                                     Z_DEFAULT_STRATEGY);
    if (ready != Z_OK) throw std::bad_alloc();
}

Gzip::~Gzip() { ::deflateEnd(&stream_->z); }

void Gzip::apply(const Request& request, Response& response, std::size_t bytes_min) {
    const auto text = text_of(response.body);
    if (!text || text->size() < bytes_min || response.headers.get("Content-Encoding")) return;
    if (response.status == 206 || response.headers.get("Content-Range")) return;
    if (!is_compressible(response.headers.get("Content-Type").value_or(""))) return;

    response.headers.add("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.headers.get("Accept-Encoding").value_or(""))) return;

    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body)) {
        response.body = pack_shared(*shared);
    } else {
        response.body = pack(*text);
    }
    response.headers.add("Content-Encoding", "gzip");

    // RFC 9110, 8.8.1: these are other bytes than the strong tag stands for.
    const auto tag = response.headers.get("ETag");
    if (tag && tag->starts_with('"')) response.headers.set("ETag", "W/" + std::string(*tag));
}

std::string Gzip::pack(std::string_view plain) {
    auto& z = stream_->z;
    std::string packed(::deflateBound(&z, plain.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(packed.data());
    z.avail_out = static_cast<uInt>(packed.size());
    FRESHET_CHECK(::deflate(&z, Z_FINISH) == Z_STREAM_END);
    packed.resize(z.total_out);
    ::deflateReset(&z);
    return packed;
}

std::shared_ptr<const std::string> Gzip::pack_shared(
    const std::shared_ptr<const std::string>& plain) {
    const auto known = std::ranges::find_if(known_, [&plain](const Known& entry) {
        return entry.packed && same_owner(entry.plain, plain);
    });
    if (known != known_.end()) return known->packed;

    auto packed = std::make_shared<const std::string>(pack(*plain));
    known_[next_] = {.plain = plain, .packed = packed};
    next_ = (next_ + 1) % known_.size();
    return packed;
}

}  // namespace freshet::http
