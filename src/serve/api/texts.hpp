#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace freshet::api {

/// The languages of the API's sentences; their catalogues are texts/<code>.txt.
enum class Language : std::uint8_t { en, vi, ru, es };

inline constexpr std::array languages{Language::en, Language::vi, Language::ru, Language::es};

/// "en", as HTTP says it.
[[nodiscard]] std::string_view code(Language language);

/// The one that a client likes best (RFC 9110, 12.5.4); English when it likes none of ours.
[[nodiscard]] Language choose_language(std::optional<std::string_view> accept_language);

/// One language's sentences by key.
using Catalogue = std::map<std::string_view, std::string_view>;
[[nodiscard]] const Catalogue& catalogue(Language language);

using Params = std::map<std::string, std::string>;

/// The sentence of a key with `{name}` replaced by the parameter of that name; nothing for an
/// unknown key.
[[nodiscard]] std::optional<std::string> sentence(Language language, std::string_view key,
                                                  const Params& params = {});

}  // namespace freshet::api
