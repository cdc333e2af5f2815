#include "site/documents.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "site/error.hpp"

namespace freshet::site {

namespace {

constexpr std::size_t slug_max = 64;

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// How well a text serves a reader of `wish`; the less the better.
int distance(std::string_view language, std::string_view wish) {
    if (language == wish) return 0;
    return language == Documents::default_language ? 1 : 2;
}

bool is_standard(std::string_view slug) {
    return std::ranges::find(standard_documents(), slug, &StandardDocument::slug) !=
           standard_documents().end();
}

}  // namespace

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= slug_max && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(
               text, [](char each) { return is_lower(each) || is_digit(each) || each == '-'; });
}

bool is_language(std::string_view text) {
    return (text.size() == 2 || text.size() == 3) && std::ranges::all_of(text, is_lower);
}

Documents::Documents(Limits limits, DocumentRepository& repository, WallClock clock)
    : limits_(limits), repository_(repository), clock_(std::move(clock)) {}

asio::awaitable<void> Documents::complete() {
    for (const auto& [slug, title, body] : standard_documents()) {
        DocumentEdit draft{
            .key = {.slug = std::string(slug), .language = std::string(default_language)},
            .title = std::string(title),
            .body = std::string(body),
            .author = {}};
        // One that is there already stays as its operator has made it.
        (void)co_await repository_.create(std::move(draft), limits_.texts_max, clock_());
    }
}

asio::awaitable<std::vector<Documents::Listed>> Documents::list(std::string language) {
    std::map<std::string, Listed> by_slug;
    for (auto& text : co_await repository_.list()) {
        auto& listed = by_slug[text.slug];
        listed.languages.push_back(text.language);
        if (listed.languages.size() == 1 ||
            distance(text.language, language) < distance(listed.document.language, language)) {
            listed.document = std::move(text);
        }
    }
    std::vector<Listed> list;
    for (auto& [slug, listed] : by_slug) list.push_back(std::move(listed));
    co_return list;
}

asio::awaitable<std::optional<Document>> Documents::find_for(DocumentKey wish,
                                                             std::optional<std::uint32_t> version) {
    std::optional<std::string> best;
    for (const auto& text : co_await repository_.list()) {
        if (text.slug != wish.slug) continue;
        if (!best || distance(text.language, wish.language) < distance(*best, wish.language)) {
            best = text.language;
        }
    }
    if (!best) co_return std::nullopt;
    wish.language = *std::move(best);
    co_return co_await repository_.find(std::move(wish), version);
}

asio::awaitable<std::optional<Document>> Documents::find(DocumentKey key,
                                                         std::optional<std::uint32_t> version) {
    return repository_.find(std::move(key), version);
}

asio::awaitable<Paged<Document>> Documents::versions(DocumentKey key, Page page) {
    return repository_.versions(std::move(key), page);
}

asio::awaitable<Result<Document>> Documents::create(DocumentEdit draft) {
    return repository_.create(std::move(draft), limits_.texts_max, clock_());
}

asio::awaitable<Result<Document>> Documents::edit(DocumentEdit edit) {
    return repository_.edit(std::move(edit), clock_());
}

asio::awaitable<Result<void>> Documents::remove(std::string slug,
                                                std::optional<std::string> language) {
    const bool with_english = !language || language == default_language;
    if (with_english && is_standard(slug)) co_return fail(Errc::document_needed);
    co_return co_await repository_.remove(std::move(slug), std::move(language));
}

}  // namespace freshet::site
