#include "serve/api/picture_upload.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/names.hpp"
#include "image/error.hpp"
#include "serve/api/error.hpp"
#include "serve/http/form.hpp"

namespace freshet::api {

Result<Bytes> PictureUpload::read(const Upload& upload) const {
    std::string_view bytes = upload.bytes;
    if (!http::is_form(upload.type) && bytes.size() > bytes_max) return fail(json::Errc::too_large);
    if (http::is_form(upload.type)) {
        const auto parts = http::read_form(upload.type, upload.bytes);
        if (!parts) return fail(Errc::malformed_form);
        const auto file = std::ranges::find_if(*parts, [this](const http::FormPart& one) {
            return one.name == part || one.name == "file";
        });
        if (file == parts->end()) return fail(image::Errc::unknown_format);
        bytes = file->bytes;
    } else if (!to_lower_ascii(upload.type).starts_with("image/")) {
        return fail(image::Errc::unknown_format);
    }
    if (bytes.size() > bytes_max) return fail(json::Errc::too_large);
    return to_bytes(bytes);
}

}  // namespace freshet::api
