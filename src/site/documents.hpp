#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::site {

namespace asio = boost::asio;

/// A page of an installation's own words: one version, in one language.
struct Document {
    std::string slug;      // a-z, 0-9 and hyphens.
    std::string language;  // ISO 639, lower case.
    std::uint32_t version = 1;
    std::string title;
    std::string body;  // Markdown, as it was sent; empty in lists.
    WallTime updated_at;

    bool operator==(const Document&) const = default;
};

/// Which text is asked for.
struct DocumentKey {
    std::string slug;
    std::string language;
};

/// What an editor sends: none stays as it is.
struct DocumentEdit {
    DocumentKey key;
    std::optional<std::string> title{};
    std::optional<std::string> body{};
    UserId author;
};

/// What an installation has from its first start, in English.
struct StandardDocument {
    std::string_view slug;
    std::string_view title;
    std::string_view body;
};

[[nodiscard]] std::span<const StandardDocument> standard_documents();

/// Where documents are kept. Every method is one transaction, and what it returned survives a
/// crash. A database that is down throws. From any thread.
class DocumentRepository {
public:
    virtual ~DocumentRepository() = default;

    /// The newest version of each, without bodies, by slug and language.
    virtual asio::awaitable<std::vector<Document>> list() = 0;

    /// Of that version; none: the newest.
    virtual asio::awaitable<std::optional<Document>> find(DocumentKey key,
                                                          std::optional<std::uint32_t> version) = 0;

    /// The newest first, without bodies.
    virtual asio::awaitable<Paged<Document>> versions(DocumentKey key, Page page) = 0;

    /// Version 1: Errc::document_exists, Errc::too_many_documents with `texts_max` of them.
    virtual asio::awaitable<Result<Document>> create(DocumentEdit draft, std::size_t texts_max,
                                                     WallTime now) = 0;

    /// The next version; the same one if nothing changes. Errc::document_not_found.
    virtual asio::awaitable<Result<Document>> edit(DocumentEdit edit, WallTime now) = 0;

    /// With all versions, in one language or in all. Errc::document_not_found.
    virtual asio::awaitable<Result<void>> remove(std::string slug,
                                                 std::optional<std::string> language) = 0;
};

/// Terms, privacy, rules, and what else an operator has to say. Used by all io threads at once; the
/// repository outlives it.
class Documents {
public:
    struct Limits {
        std::size_t texts_max = 200;  // Documents times languages.
    };

    static constexpr std::size_t body_max = std::size_t{200} * 1024;  // Characters.
    static constexpr std::size_t title_max = 200;
    static constexpr std::string_view default_language = "en";

    Documents(Limits limits, DocumentRepository& repository, WallClock clock);

    /// Makes those standard ones that are not there.
    asio::awaitable<void> complete();

    /// One of each, without bodies: in this language, else in English, else in any. And which
    /// languages there are.
    struct Listed {
        Document document;
        std::vector<std::string> languages;
    };
    asio::awaitable<std::vector<Listed>> list(std::string language);

    /// In the language that is best for a reader of this one.
    asio::awaitable<std::optional<Document>> find_for(DocumentKey wish,
                                                      std::optional<std::uint32_t> version);

    asio::awaitable<std::optional<Document>> find(DocumentKey key,
                                                  std::optional<std::uint32_t> version);
    asio::awaitable<Paged<Document>> versions(DocumentKey key, Page page);

    asio::awaitable<Result<Document>> create(DocumentEdit draft);
    asio::awaitable<Result<Document>> edit(DocumentEdit edit);

    /// Errc::document_needed for a standard one, but for its translations.
    asio::awaitable<Result<void>> remove(std::string slug, std::optional<std::string> language);

private:
    Limits limits_;
    DocumentRepository& repository_;
    WallClock clock_;
};

/// Whether it may name a document in an address.
[[nodiscard]] bool is_slug(std::string_view text);

/// Whether it has the form of a language's name: two or three letters of lower case.
[[nodiscard]] bool is_language(std::string_view text);

}  // namespace freshet::site
