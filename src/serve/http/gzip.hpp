#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "serve/http/message.hpp"

namespace freshet::http {

/// RFC 9110, 12.5.3: whether the client would take gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// Text that shrinks: JSON, HTML, playlists; never media.
[[nodiscard]] bool is_compressible(std::string_view content_type);

/// Compresses answers (RFC 1952). What many clients are given at once, a shared text, is compressed
/// once. One thread's.
class Gzip {
public:
    Gzip();
    ~Gzip();

    /// Compresses the body in place where it is text of at least `bytes_min`, the client takes it
    /// and nothing speaks against it; says so in `Content-Encoding` and `Vary`.
    void apply(const Request& request, Response& response, std::size_t bytes_min);

private:
    struct Stream;
    struct Known {
        std::weak_ptr<const std::string> plain;
        std::shared_ptr<const std::string> packed;
    };

    std::string pack(std::string_view plain);
    std::shared_ptr<const std::string> pack_shared(const std::shared_ptr<const std::string>& plain);

    std::unique_ptr<Stream> stream_;
    std::array<Known, 32> known_;
    std::size_t next_ = 0;
};

}  // namespace freshet::http
