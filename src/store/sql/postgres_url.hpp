#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace freshet::sql {

/// Whether it begins with postgresql:// or postgres://.
[[nodiscard]] bool is_postgres_url(std::string_view url);

/// The address with all that a connection of ours needs and that it does not say itself (time
/// limits, name, encoding), in the one form that SOCI hands to libpq unchanged. Fails with the
/// reason as the end of a line, in which nothing of the address stands.
std::expected<std::string, std::string> complete_postgres_url(std::string_view url);

/// An address as people may see it: without its password.
[[nodiscard]] std::string masked_url(std::string_view url);

/// A text of libpq as the end of a line, without the password of this address.
[[nodiscard]] std::string masked_line(std::string_view text, std::string_view url);

}  // namespace freshet::sql
