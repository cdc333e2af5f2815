#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "serve/api/call.hpp"

namespace freshet::api {

/// How a route takes a picture: the bytes alone, or in a form.
struct PictureUpload {
    static constexpr std::array<std::string_view, 5> types{"image/jpeg", "image/png", "image/webp",
                                                           "image/gif", "multipart/form-data"};
    static constexpr std::size_t form_bytes_max = std::size_t{64} * 1024;  // Around the file.

    std::size_t bytes_max = 0;
    std::string_view part{};  // Of a form; "file" is good as well.

    /// Of a whole body.
    [[nodiscard]] constexpr std::size_t body_bytes_max() const {
        return bytes_max + form_bytes_max;
    }

    /// The picture out of what was sent: Errc::malformed_form, image::Errc::unknown_format,
    /// json::Errc::too_large.
    [[nodiscard]] Result<Bytes> read(const Upload& upload) const;
};

}  // namespace freshet::api
