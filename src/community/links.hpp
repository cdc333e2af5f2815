#pragma once

#include <string_view>

namespace freshet::community {

/// Whether a text has an address in it that people could follow: with a scheme, or bare, as
/// "example.com" is. "end.Next", "e.g. this" and "3.5" are none, and neither is "@example.com".
/// Domains whose last part is also a common word ("so", "is", "it") are some only with a path or a
/// subdomain.
[[nodiscard]] bool has_link(std::string_view text);

}  // namespace freshet::community
