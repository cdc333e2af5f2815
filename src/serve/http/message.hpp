#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/slice.hpp"
#include "net/descriptor.hpp"
#include "net/file.hpp"

namespace freshet::http {

/// What this server speaks; anything else is answered 501.
enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };

/// "GET", as it stands on the wire.
[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Method> method_from(std::string_view name);

/// Header fields in the order in which they came; names compare without case. All text lies in one
/// allocation: a view that `get` gave is good until the next `add` or `set`.
class Headers {
public:
    using Field = std::pair<std::string_view, std::string_view>;

    void add(std::string_view name, std::string_view value);

    /// Replaces all fields of that name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);

    /// The first field of that name.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;

    /// Names of fields are ASCII and know no case (RFC 9110, 5.1).
    [[nodiscard]] static bool same_name(std::string_view left, std::string_view right);

    [[nodiscard]] std::size_t count(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] Field at(std::size_t index) const;
    [[nodiscard]] std::vector<Field> all() const;

private:
    struct Place {
        std::uint32_t name_at;
        std::uint32_t name_size;
        std::uint32_t value_size;  // The value follows the name.
    };

    std::string text_;
    std::vector<Place> places_;
};

class BodyReader;

/// One request: head and, where the route takes one, its body within the route's limit.
struct Request {
    Method method = Method::get;
    std::string path{};   // Percent-decoded, without the query; always begins with '/'.
    std::string query{};  // As sent, without the '?'.
    Headers headers{};
    std::string body{};
    BodyReader* body_reader = nullptr;  // Of a route that streams its body; `body` stays empty.
    std::string peer_ip{};              // The client's address, after TRUSTED_PROXIES.
    bool secure = false;                // Came over TLS, as a trusted proxy says.
    std::string id{};                   // Named in logs and problems.
    std::map<std::string, std::string, std::less<>> params{};  // By the route's `:name`.
    unsigned version_minor = 1;                                // HTTP/1.x

    /// The client's place among the connections that may be open: whoever takes the socket over
    /// keeps it as long.
    std::shared_ptr<const void> place{};

    /// The decoded value of a query parameter.
    [[nodiscard]] std::optional<std::string> query_value(std::string_view name) const;
};

/// Bytes of an open file, in memory or on disk, sent by sendfile(2).
struct FileBody {
    std::shared_ptr<const net::File> file;
    std::size_t offset = 0;
    std::size_t size = 0;
};

/// Bytes that the session asks for piece by piece, the next one when the socket has taken the last.
struct PulledBody {
    static constexpr std::size_t piece_bytes_max = std::size_t{1024} * 1024;

    /// Bytes of the whole from `offset` on: `count` at most, and none only at its end. The route's
    /// deadline is that of each piece; what it throws ends the connection, since the answer has
    /// begun.
    using Pull =
        std::function<boost::asio::awaitable<Slice>(std::uint64_t offset, std::size_t count)>;

    Pull pull{};
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> size{};  // From `offset` on. None: up to the end, in chunks.
};

/// The handler answers by itself: the session writes nothing, gives away its socket with what it
/// had read beyond the request, and ends.
struct Takeover {
    std::function<void(net::Descriptor socket, Bytes unread)> take;
};

using Body = std::variant<std::monostate, std::string, std::shared_ptr<const std::string>, FileBody,
                          PulledBody, Takeover>;

struct Response {
    unsigned status = 200;
    Headers headers{};  // Content-Length, Date, Server and Connection are the session's.
    Body body{};
};

/// Undoes %XX and, for queries, '+'; nothing when that is malformed.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text,
                                                         bool plus_is_space = false);

}  // namespace freshet::http
