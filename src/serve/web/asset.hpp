#pragma once

#include <span>
#include <string_view>

namespace freshet::web {

/// A file of the web app, as the build carried it into the program. All of it lives as long as the
/// program.
struct Asset {
    std::string_view path;  // As it is asked for: "/assets/index-BO5FMyXq.css"; the page itself is
                            // "/index.html".
    std::string_view type;  // For Content-Type.
    std::string_view hash;  // Of the content, for ETag.
    std::string_view plain;
    std::string_view gzip;  // Empty, like brotli: compressing it does not pay.
    std::string_view brotli;
};

/// What the build carried in, sorted by path; nothing in a build without the web app.
[[nodiscard]] std::span<const Asset> assets();

}  // namespace freshet::web
