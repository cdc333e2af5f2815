#pragma once

#include <string>
#include <string_view>
#include <vector>

// What texts have in common that look alike to people: for filters, not for names or keys.
namespace freshet {

/// Without regard to case and width, and without what nobody sees (NFKC_Casefold of UAX #44).
[[nodiscard]] std::string folded(std::string_view text);

/// The words of a text in one order, folded, with letters of other alphabets as those of A to Z for
/// which they are taken. Characters of scripts that put no spaces between words are a word each,
/// and so are pictures.
using Words = std::vector<std::string>;

[[nodiscard]] Words words_of(std::string_view text);

/// All the ways in which somebody may mean a text: as it stands first, then with digits and signs
/// as the letters that they stand for ("sh1t", "$ure").
[[nodiscard]] std::vector<Words> readings_of(std::string_view text);

/// Whether nobody sees anything of it.
[[nodiscard]] bool is_blank(std::string_view text);

/// Whether it has what has no place in one line of text: controls, breaks, characters that are
/// none, and those that turn the direction of all that follows.
[[nodiscard]] bool has_controls(std::string_view text);

/// Without the white space at either end, of whatever script.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Whether all of it is pictures and white space.
[[nodiscard]] bool is_emoji(std::string_view text);

}  // namespace freshet
