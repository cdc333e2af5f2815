#pragma once

#include <cstdint>
#include <string_view>

namespace freshet::web {

enum class Coding : std::uint8_t { identity, gzip, brotli };

/// The coding that a client likes best by its Accept-Encoding, of those that there are; brotli
/// before gzip where it does not mind (RFC 9110, 12.5.3). Identity when nothing else is welcome.
[[nodiscard]] Coding best_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli);

/// Whether an If-None-Match names this entity tag (RFC 9110, 13.1.2). `tag` is in quotes, without
/// W/.
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace freshet::web
