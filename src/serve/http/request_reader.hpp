#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

/// Reads HTTP/1.x requests (RFC 9112) from bytes that the caller keeps until they are used up: a
/// head with `read_head`, then its body with `read_body`, then the next head. Stricter than the RFC
/// where leniency helps smugglers. Knows nothing of sockets, clocks or threads.
class RequestReader {
public:
    struct Limits {
        std::size_t head_bytes_max = 16 * 1024;
        std::size_t fields_max = 100;
    };

    explicit RequestReader(Limits limits);
    ~RequestReader();
    RequestReader(RequestReader&&) noexcept;

    /// Fills method, path, query, headers and version, and tells how many bytes that took; 0 when
    /// the head is not yet whole: then it is called again with the same bytes and more. After an
    /// error nothing can be read any more; what of the head was understood is in `request`.
    Result<std::size_t> read_head(std::string_view input, Request& request);

    /// Appends body bytes, and tells how many bytes of the input that took. Fails with
    /// Errc::body_too_large rather than make `body` larger than `body_bytes_max`.
    Result<std::size_t> read_body(std::string_view input, std::string& body,
                                  std::size_t body_bytes_max);

    /// The same for a body that is used as it comes: moves what there is of it together within
    /// `input`, and points `piece` there. Fails rather than give more than `bytes_max`.
    Result<std::size_t> read_piece(std::span<char> input, std::string_view& piece,
                                   std::uint64_t bytes_max);

    // Of the request whose head was read last:
    [[nodiscard]] bool body_done() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool expects_continue() const { return expects_continue_; }

private:
    class Parser;

    Result<std::size_t> find_head_end(std::string_view input);
    Result<void> parse(std::string_view head, Request& request);
    Result<std::size_t> parse_body(std::string_view input);
    Result<void> check_fields(const Headers& headers, unsigned version_minor);

    Limits limits_;
    std::size_t line_start_ = 0;  // Of the first line that is not whole.
    std::size_t scanned_ = 0;     // Where to look for its end.
    std::size_t lines_ = 0;
    bool expects_continue_ = false;
    std::unique_ptr<Parser> parser_;
};

}  // namespace freshet::http
