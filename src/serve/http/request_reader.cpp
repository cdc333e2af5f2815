#include "serve/http/request_reader.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "serve/http/error.hpp"
#include "serve/http/target.hpp"

namespace freshet::http {

namespace beast = boost::beast::http;
using boost::beast::string_view;

namespace {

std::string_view std_view(string_view text) { return {text.data(), text.size()}; }

/// RFC 9110, 5.6.2: what a method begins with. A TLS hello, say, does not.
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool same_text(std::string_view left, std::string_view right) {
    return string_view(left.data(), left.size()).size() == right.size() &&
           boost::beast::iequals({left.data(), left.size()}, {right.data(), right.size()});
}

}  // namespace

/// Beast's parser, which checks the grammar, with our Request as its destination.
class RequestReader::Parser final : public beast::basic_parser<true> {
public:
    explicit Parser(Request& request) : request_(&request) {
        eager(true);
        header_limit(std::numeric_limits<std::uint32_t>::max());  // Ours came first.
        body_limit(boost::none);
    }

    /// Until the head is done, fields go to the request; those of a chunked body's trailer are
    /// dropped.
    void end_head() { request_ = nullptr; }

    void receive(std::string& body, std::size_t bytes_max) {
        body_ = &body;
        body_bytes_max_ = bytes_max;
    }

    /// From here on into `pieces`, the memory that the parser reads from.
    void receive(std::span<char> pieces, std::uint64_t bytes_max) {
        body_ = nullptr;
        pieces_ = pieces;
        piece_ = {};
        body_bytes_max_ = bytes_max;
    }

    [[nodiscard]] std::string_view piece() const { return piece_; }

private:
    void on_request_impl(beast::verb, string_view method, string_view target, int version,
                         boost::beast::error_code& error) override {
        const auto known = method_from(std_view(method));
        request_->version_minor = static_cast<unsigned>(version % 10);
        if (!known) {
            error = Errc::unsupported_method;
            return;
        }
        request_->method = *known;
        auto read = read_target(std_view(target));
        if (!read) {
            error = read.error();
            return;
        }
        request_->path = std::move(read->path);
        request_->query = std::move(read->query);
    }

    void on_response_impl(int, string_view, int, boost::beast::error_code&) override {}

    void on_field_impl(beast::field, string_view name, string_view value,
                       boost::beast::error_code&) override {
        if (request_) request_->headers.add(std_view(name), std_view(value));
    }

    void on_header_impl(boost::beast::error_code&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>&,
                           boost::beast::error_code&) override {}

    std::size_t on_body_impl(string_view bytes, boost::beast::error_code& error) override {
        const std::uint64_t had = body_ ? body_->size() : piece_.size();
        if (bytes.size() > body_bytes_max_ - std::min(body_bytes_max_, had)) {
            error = Errc::body_too_large;
            return 0;
        }
        if (body_) body_->append(bytes.data(), bytes.size());
        if (!body_) gather(bytes);
        return bytes.size();
    }

    /// Behind what came before, over the head of the chunk that stands between.
    void gather(string_view bytes) {
        const auto at = static_cast<std::size_t>(
            (piece_.empty() ? bytes.data() : piece_.data() + piece_.size()) - pieces_.data());
        const auto place = pieces_.subspan(at, bytes.size());
        if (place.data() != bytes.data()) std::memmove(place.data(), bytes.data(), bytes.size());
        piece_ = {piece_.empty() ? place.data() : piece_.data(), piece_.size() + bytes.size()};
    }

    void on_chunk_header_impl(std::uint64_t, string_view, boost::beast::error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes,
                                   boost::beast::error_code& error) override {
        return on_body_impl(bytes, error);
    }

    void on_finish_impl(boost::beast::error_code&) override {}

    Request* request_;
    std::string* body_ = nullptr;
    std::span<char> pieces_;
    std::string_view piece_;
    std::uint64_t body_bytes_max_ = 0;
};

namespace {

ErrorCode reason(const ErrorCode& error) {
    if (error.category() == make_error_code(Errc::malformed).category()) return error;
    if (error == beast::error::bad_version) return Errc::unsupported_version;
    return Errc::malformed;
}

}  // namespace

RequestReader::RequestReader(Limits limits) : limits_(limits) {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;

Result<std::size_t> RequestReader::read_head(std::string_view input, Request& request) {
    const auto end = find_head_end(input);
    if (!end || *end == 0) return end;

    // RFC 9112, 2.2: empty lines in front of the request line are not part of it.
    const auto start = std::min(input.find_first_not_of("\r\n"), *end);
    if (auto parsed = parse(input.substr(start, *end - start), request); !parsed) {
        return std::unexpected(parsed.error());
    }
    line_start_ = scanned_ = lines_ = 0;
    return end;
}

/// Where the empty line behind the head ends; 0 when it has not come. Lines end with CRLF and
/// nothing less, and none continues another (RFC 9112, 5.2, obs-fold): what two readers would take
/// differently is refused.
Result<std::size_t> RequestReader::find_head_end(std::string_view input) {
    while (true) {
        const auto line_feed = input.find('\n', scanned_);
        if (std::min(line_feed, input.size()) >= limits_.head_bytes_max)
            return fail(Errc::head_too_large);
        if (line_feed == std::string_view::npos) {
            scanned_ = input.size();
            const bool first_line = lines_ == 0 && line_start_ < input.size();
            if (first_line && !is_letter(input[line_start_]) && input[line_start_] != '\r') {
                return fail(Errc::malformed);
            }
            return 0;
        }

        auto line = input.substr(line_start_, line_feed - line_start_);
        line_start_ = scanned_ = line_feed + 1;
        if (!line.ends_with('\r')) return fail(Errc::malformed);
        line.remove_suffix(1);
        if (line.empty() && lines_ > 0) return line_start_;
        if (line.empty()) continue;

        if (line.front() == ' ' || line.front() == '\t') return fail(Errc::malformed);
        if (line.find('\r') != std::string_view::npos) return fail(Errc::malformed);
        if (++lines_ > limits_.fields_max + 1) return fail(Errc::head_too_large);
    }
}

Result<void> RequestReader::parse(std::string_view head, Request& request) {
    parser_ = std::make_unique<Parser>(request);
    ErrorCode error;
    const auto taken = parser_->put(boost::asio::buffer(head.data(), head.size()), error);
    if (error && error != beast::error::need_more) return std::unexpected(reason(error));
    if (!parser_->is_header_done() || taken != head.size()) return fail(Errc::malformed);
    parser_->end_head();
    return check_fields(request.headers, request.version_minor);
}

Result<void> RequestReader::check_fields(const Headers& headers, unsigned version_minor) {
    // RFC 9112, 3.2: exactly one Host, from HTTP/1.1 on.
    const auto hosts = headers.count("Host");
    if (hosts > 1 || (hosts == 0 && version_minor >= 1)) return fail(Errc::malformed);

    // RFC 9112, 6.1 and 6.3: whoever is in front of us must not see another end of this body than
    // we do.
    if (headers.count("Content-Length") > 1) return fail(Errc::malformed);
    if (const auto length = headers.get("Content-Length")) {
        if (length->find_first_not_of("0123456789") != std::string_view::npos)
            return fail(Errc::malformed);
    }
    if (const auto coding = headers.get("Transfer-Encoding")) {
        if (version_minor == 0 || headers.count("Content-Length") > 0) return fail(Errc::malformed);
        if (headers.count("Transfer-Encoding") > 1 || !same_text(*coding, "chunked")) {
            return fail(Errc::unsupported_coding);
        }
    }

    const auto expectation = headers.get("Expect");
    expects_continue_ = expectation && version_minor >= 1;
    if (expects_continue_ && !same_text(*expectation, "100-continue"))
        return fail(Errc::unsupported_expectation);
    return {};
}

Result<std::size_t> RequestReader::read_body(std::string_view input, std::string& body,
                                             std::size_t body_bytes_max) {
    parser_->receive(body, body_bytes_max);
    return parse_body(input);
}

Result<std::size_t> RequestReader::read_piece(std::span<char> input, std::string_view& piece,
                                              std::uint64_t bytes_max) {
    parser_->receive(input, bytes_max);
    const auto taken = parse_body({input.data(), input.size()});
    piece = parser_->piece();
    return taken;
}

Result<std::size_t> RequestReader::parse_body(std::string_view input) {
    std::size_t taken = 0;
    while (taken < input.size() && !parser_->is_done()) {
        ErrorCode error;
        const auto rest = input.substr(taken);
        const auto count = parser_->put(boost::asio::buffer(rest.data(), rest.size()), error);
        taken += count;
        if (error && error != beast::error::need_more) return std::unexpected(reason(error));
        if (count == 0) break;
    }
    return taken;
}

bool RequestReader::body_done() const { return parser_->is_done(); }

std::optional<std::uint64_t> RequestReader::content_length() const {
    const auto length = parser_->content_length();
    if (!length) return std::nullopt;
    return *length;
}

bool RequestReader::keep_alive() const { return parser_->keep_alive(); }

}  // namespace freshet::http
