#pragma once

#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"
#include "site/audit.hpp"
#include "site/documents.hpp"

namespace freshet::api {

struct DocumentView {
    std::string slug;
    std::string title;
    std::string language;
    std::uint32_t version = 1;
    std::string body;
    WallTime updated_at;

    static constexpr json::Rule rules[] = {
        {.field = "slug", .example = "terms"},
        {.field = "title", .example = "Terms of use"},
        {.field = "language", .about = "ISO 639.", .example = "en"},
        {.field = "version", .example = "1", .min = 1},
        {.field = "body",
         .about = "Markdown, as it was sent: whoever shows it makes it safe.",
         .example = "Be decent."},
    };
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (slug, title, language, version, body, updated_at))

struct ListedDocumentView {
    std::string slug;
    std::string title;
    std::string language;
    std::vector<std::string> languages;
    std::uint32_t version = 1;
    WallTime updated_at;

    static constexpr json::Rule rules[] = {
        {.field = "slug", .example = "terms"},
        {.field = "title", .example = "Terms of use"},
        {.field = "language", .about = "Of this title.", .example = "en"},
        {.field = "languages", .about = "All that there are of it.", .example = R"(["en"])"},
        {.field = "version", .example = "1", .min = 1},
    };
};
BOOST_DESCRIBE_STRUCT(ListedDocumentView, (),
                      (slug, title, language, languages, version, updated_at))

struct DocumentVersionView {
    std::uint32_t version = 1;
    std::string title;
    std::string language;
    WallTime updated_at;

    static constexpr json::Rule rules[] = {
        {.field = "version", .example = "1", .min = 1},
        {.field = "title", .example = "Terms of use"},
        {.field = "language", .example = "en"},
    };
};
BOOST_DESCRIBE_STRUCT(DocumentVersionView, (), (version, title, language, updated_at))

// What is asked of the parts of a document, wherever they stand.
inline constexpr json::Rule document_slug{
    .field = "slug", .example = "terms", .length_min = 1, .length_max = 64};
inline constexpr json::Rule document_title{.field = "title",
                                           .example = "Terms of use",
                                           .length_min = 1,
                                           .length_max = site::Documents::title_max};
inline constexpr json::Rule document_body{.field = "body",
                                          .about = "Markdown.",
                                          .example = "Be decent.",
                                          .length_min = 1,
                                          .length_max = site::Documents::body_max};
inline constexpr json::Rule document_language{
    .field = "language", .about = "English when absent.", .example = "en", .length_max = 3};

struct ListDocumentsRequest {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListDocumentsRequest, (), (page, limit))

struct DocumentRequest {
    std::string slug;
    std::optional<std::string> language;
    std::optional<std::uint32_t> version;

    static constexpr json::Rule rules[] = {
        document_slug,
        {.field = "language",
         .about = "That one; absent: the best for `Accept-Language`, else English.",
         .example = "en",
         .length_max = 3},
        {.field = "version", .about = "The newest when absent.", .example = "1", .min = 1},
    };
};
BOOST_DESCRIBE_STRUCT(DocumentRequest, (), (slug, language, version))

struct DocumentVersionsRequest {
    std::string slug;
    std::optional<std::string> language;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        document_slug,
        {.field = "language",
         .about = "As for the document itself.",
         .example = "en",
         .length_max = 3},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(DocumentVersionsRequest, (), (slug, language, page, limit))

struct CreateDocumentRequest {
    std::string slug;
    std::string title;
    std::string body;
    std::optional<std::string> language;

    static constexpr json::Rule rules[] = {
        {.field = "slug", .about = "a-z, 0-9 and hyphens.", .example = "imprint"},
        {.field = "title",
         .example = "Imprint",
         .length_min = document_title.length_min,
         .length_max = document_title.length_max},
        {.field = "body",
         .about = document_body.about,
         .example = "Who runs this.",
         .length_min = document_body.length_min,
         .length_max = document_body.length_max},
        {.field = "language", .about = "ISO 639; English when absent.", .example = "en"},
    };
};
BOOST_DESCRIBE_STRUCT(CreateDocumentRequest, (), (slug, title, body, language))
void validate(const CreateDocumentRequest& input, json::Issues& issues);

struct ReplaceDocumentRequest {
    std::string slug;
    std::string title;
    std::string body;
    std::optional<std::string> language;

    static constexpr json::Rule rules[] = {
        document_slug,
        document_title,
        document_body,
        document_language,
    };
};
BOOST_DESCRIBE_STRUCT(ReplaceDocumentRequest, (), (slug, title, body, language))

struct EditDocumentRequest {
    std::string slug;
    std::optional<std::string> title;
    std::optional<std::string> body;
    std::optional<std::string> language;

    static constexpr json::Rule rules[] = {
        document_slug,
        document_title,
        document_body,
        document_language,
    };
};
BOOST_DESCRIBE_STRUCT(EditDocumentRequest, (), (slug, title, body, language))

struct DeleteDocumentRequest {
    std::string slug;
    std::optional<std::string> language;

    static constexpr json::Rule rules[] = {
        {.field = "slug", .example = "imprint", .length_min = 1, .length_max = 64},
        {.field = "language", .about = "In all when absent.", .example = "vi", .length_max = 3},
    };
};
BOOST_DESCRIBE_STRUCT(DeleteDocumentRequest, (), (slug, language))

/// An installation's own words. Used by all io threads at once; what it refers to outlives it.
class DocumentRoutes {
public:
    DocumentRoutes(site::Documents& documents, site::Audit& audit)
        : documents_(documents), audit_(audit) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, DocumentRoutes* self);

private:
    asio::awaitable<Reply<ListOf<ListedDocumentView>>> list(Call call, ListDocumentsRequest input);
    asio::awaitable<Reply<DocumentView>> get(Call call, DocumentRequest input);
    asio::awaitable<Reply<ListOf<DocumentVersionView>>> versions(Call call,
                                                                 DocumentVersionsRequest input);
    asio::awaitable<Reply<DocumentView>> create(Call call, CreateDocumentRequest input);
    asio::awaitable<Reply<DocumentView>> replace(Call call, ReplaceDocumentRequest input);
    asio::awaitable<Reply<DocumentView>> edit(Call call, EditDocumentRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, DeleteDocumentRequest input);

    static void describe_editing(Table& table, DocumentRoutes* self);

    /// In the language that was asked for, else in the best for who asks.
    asio::awaitable<std::optional<site::Document>> find(const Call& call, DocumentRequest wish);
    asio::awaitable<Reply<DocumentView>> change(Call call, site::DocumentEdit edit);

    site::Documents& documents_;
    site::Audit& audit_;
};

}  // namespace freshet::api
