#include "serve/api/texts.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/names.hpp"

namespace freshet::api {

namespace {

// The catalogues are not ASCII, so they stand in files of their own, each one raw string. Not
// #embed: ccache 4.7 does not see that such a file has changed.
std::string_view file_of(Language language) {
    switch (language) {
        case Language::en:
            return
#include "serve/api/texts/en.txt"
                ;
        case Language::vi:
            return
#include "serve/api/texts/vi.txt"
                ;
        case Language::ru:
            return
#include "serve/api/texts/ru.txt"
                ;
        case Language::es:
            return
#include "serve/api/texts/es.txt"
                ;
    }
    return {};
}

std::string_view take_until(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return taken;
}

/// Lines of `key: sentence`.
Catalogue read_catalogue(std::string_view text) {
    Catalogue sentences;
    while (!text.empty()) {
        auto line = take_until(text, '\n');
        const auto key = take_until(line, ':');
        if (!key.empty()) sentences.emplace(key, trim_ascii(line));
    }
    return sentences;
}

/// The weight of a language range, in thousandths (RFC 9110, 12.4.2).
int weight_of(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    double weight = 0;
    const auto digits = parameters.substr(at + 2);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), weight,
                                        std::chars_format::fixed);
    if (parsed.ec != std::errc() || !(weight >= 0 && weight <= 1)) return 0;
    return static_cast<int>(weight * 1000);
}

std::optional<Language> language_named(std::string_view range) {
    const auto name = to_lower_ascii(trim_ascii(range.substr(0, range.find('-'))));
    for (const auto language : languages) {
        if (name == code(language) || name == "*") return language;
    }
    return std::nullopt;
}

}  // namespace

std::string_view code(Language language) {
    constexpr std::array<std::string_view, languages.size()> codes{"en", "vi", "ru", "es"};
    return codes[static_cast<std::size_t>(language)];
}

Language choose_language(std::optional<std::string_view> accept_language) {
    auto rest = accept_language.value_or("");
    std::pair best{0, Language::en};
    while (!rest.empty()) {
        auto parameters = take_until(rest, ',');
        const auto language = language_named(take_until(parameters, ';'));
        const int weight = weight_of(parameters);
        if (language && weight > best.first) best = {weight, *language};
    }
    return best.second;
}

const Catalogue& catalogue(Language language) {
    static const std::array catalogues = [] {
        std::array<Catalogue, languages.size()> all;
        for (const auto each : languages) {
            all[static_cast<std::size_t>(each)] = read_catalogue(file_of(each));
        }
        return all;
    }();
    return catalogues[static_cast<std::size_t>(language)];
}

std::optional<std::string> sentence(Language language, std::string_view key, const Params& params) {
    const auto& sentences = catalogue(language);
    const auto found = sentences.find(key);
    if (found == sentences.end()) return std::nullopt;
    auto pattern = found->second;
    std::string text(take_until(pattern, '{'));
    while (!pattern.empty()) {
        const auto param = params.find(std::string(take_until(pattern, '}')));
        if (param != params.end()) text += param->second;
        text += take_until(pattern, '{');
    }
    return text;
}

}  // namespace freshet::api
