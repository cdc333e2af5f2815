#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace freshet {

/// A name for addresses made of words in Latin or Cyrillic letters: "Noche de Jazz!" gives
/// "noche-de-jazz". Only a to z, 0 to 9 and single hyphens between them, `size_max` bytes at most;
/// empty when nothing of the text can be spelled so.
[[nodiscard]] std::string slug_of(std::string_view text, std::size_t size_max);

}  // namespace freshet
