#include "serve/api/document_routes.hpp"

#include <utility>

#include "serve/api/audited.hpp"
#include "serve/api/message.hpp"
#include "serve/api/presenter.hpp"
#include "site/error.hpp"

namespace freshet::api {

using Site = site::Errc;
using enum http::Method;

namespace {

// Of a body in UTF-8 and escaped as JSON, with room for the rest.
constexpr std::size_t edit_bytes_max = std::size_t{1024} * 1024;

DocumentView view_of(const site::Document& document) {
    return {.slug = document.slug,
            .title = document.title,
            .language = document.language,
            .version = document.version,
            .body = document.body,
            .updated_at = document.updated_at};
}

ListedDocumentView view_of(const site::Documents::Listed& listed) {
    return {.slug = listed.document.slug,
            .title = listed.document.title,
            .language = listed.document.language,
            .languages = listed.languages,
            .version = listed.document.version,
            .updated_at = listed.document.updated_at};
}

site::DocumentKey key_of(std::string slug, std::optional<std::string> language) {
    const std::string english(site::Documents::default_language);
    return {.slug = std::move(slug), .language = std::move(language).value_or(english)};
}

/// As the audit names it.
std::string name_of(const site::Document& document) {
    return document.slug + " " + document.language;
}

}  // namespace

void validate(const CreateDocumentRequest& input, json::Issues& issues) {
    if (!site::is_slug(input.slug)) {
        issues.add({.field = "slug", .code = "invalid_characters", .params = {}});
    }
    if (input.language && !site::is_language(*input.language)) {
        issues.add({.field = "language", .code = "invalid_characters", .params = {}});
    }
}

void DocumentRoutes::describe(Table& table, DocumentRoutes* self) {
    table.add({.path = "/api/documents",
               .id = "listDocuments",
               .tag = "Documents",
               .summary = "Terms, privacy, rules and what else the operator has to say"},
              self, &DocumentRoutes::list);
    table.add({.path = "/api/documents/:slug",
               .id = "getDocument",
               .tag = "Documents",
               .summary = "A document, in the caller's language where there is a text in it",
               .reasons = {Site::document_not_found}},
              self, &DocumentRoutes::get);
    table.add({.path = "/api/documents/:slug/versions",
               .id = "listDocumentVersions",
               .tag = "Documents",
               .summary = "What a document was before, the newest first",
               .reasons = {Site::document_not_found}},
              self, &DocumentRoutes::versions);
    describe_editing(table, self);
}

void DocumentRoutes::describe_editing(Table& table, DocumentRoutes* self) {
    table.add({.method = post,
               .path = "/api/documents",
               .id = "createDocument",
               .tag = "Documents",
               .summary = "Write a document, or a document in another language",
               .scope = Scope::admin,
               .success = 201,
               .reasons = {Site::document_exists, Site::too_many_documents},
               .body_bytes_max = edit_bytes_max},
              self, &DocumentRoutes::create);
    table.add({.method = put,
               .path = "/api/documents/:slug",
               .id = "replaceDocument",
               .tag = "Documents",
               .summary = "Make the next version of a document",
               .scope = Scope::admin,
               .reasons = {Site::document_not_found},
               .body_bytes_max = edit_bytes_max},
              self, &DocumentRoutes::replace);
    table.add({.method = patch,
               .path = "/api/documents/:slug",
               .id = "editDocument",
               .tag = "Documents",
               .summary = "Make the next version of a document of what is named",
               .scope = Scope::admin,
               .reasons = {Site::document_not_found},
               .body_bytes_max = edit_bytes_max},
              self, &DocumentRoutes::edit);
    table.add({.method = delete_,
               .path = "/api/documents/:slug",
               .id = "deleteDocument",
               .tag = "Documents",
               .summary = "Delete a document with all its versions",
               .scope = Scope::admin,
               .reasons = {Site::document_not_found, Site::document_needed}},
              self, &DocumentRoutes::remove);
}

asio::awaitable<Reply<ListOf<ListedDocumentView>>> DocumentRoutes::list(
    Call call, ListDocumentsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await documents_.list(std::string(code(call.language)));
    ListOf<ListedDocumentView> list{.data = {}, .meta = meta_of(page, rows.size())};
    for (auto i = page.offset(); i < rows.size() && list.data.size() < page.limit; ++i) {
        list.data.push_back(view_of(rows[i]));
    }
    co_return list;
}

asio::awaitable<std::optional<site::Document>> DocumentRoutes::find(const Call& call,
                                                                    DocumentRequest wish) {
    if (wish.language) {
        return documents_.find({.slug = std::move(wish.slug), .language = *wish.language},
                               wish.version);
    }
    return documents_.find_for(
        {.slug = std::move(wish.slug), .language = std::string(code(call.language))}, wish.version);
}

asio::awaitable<Reply<DocumentView>> DocumentRoutes::get(Call call, DocumentRequest input) {
    const auto document = co_await find(call, std::move(input));
    if (!document) co_return fail(Site::document_not_found);
    co_return view_of(*document);
}

asio::awaitable<Reply<ListOf<DocumentVersionView>>> DocumentRoutes::versions(
    Call call, DocumentVersionsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto newest = co_await find(
        call,
        {.slug = std::move(input.slug), .language = std::move(input.language), .version = {}});
    if (!newest) co_return fail(Site::document_not_found);
    const auto rows =
        co_await documents_.versions({.slug = newest->slug, .language = newest->language}, page);
    ListOf<DocumentVersionView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) {
        list.data.push_back({.version = row.version,
                             .title = row.title,
                             .language = row.language,
                             .updated_at = row.updated_at});
    }
    co_return list;
}

asio::awaitable<Reply<DocumentView>> DocumentRoutes::create(Call call,
                                                            CreateDocumentRequest input) {
    site::DocumentEdit draft{.key = key_of(std::move(input.slug), std::move(input.language)),
                             .title = std::move(input.title),
                             .body = std::move(input.body),
                             .author = call.who().user};
    const auto document = co_await documents_.create(std::move(draft));
    if (!document) co_return std::unexpected(document.error());
    co_await audit_.record(audited(call, "document.created", name_of(*document)));
    co_return created(view_of(*document),
                      "/api/documents/" + document->slug + "?language=" + document->language);
}

asio::awaitable<Reply<DocumentView>> DocumentRoutes::change(Call call, site::DocumentEdit edit) {
    const auto document = co_await documents_.edit(std::move(edit));
    if (!document) co_return std::unexpected(document.error());
    co_await audit_.record(audited(call, "document.changed", name_of(*document)));
    co_return view_of(*document);
}

asio::awaitable<Reply<DocumentView>> DocumentRoutes::replace(Call call,
                                                             ReplaceDocumentRequest input) {
    return change(call, {.key = key_of(std::move(input.slug), std::move(input.language)),
                         .title = std::move(input.title),
                         .body = std::move(input.body),
                         .author = call.who().user});
}

asio::awaitable<Reply<DocumentView>> DocumentRoutes::edit(Call call, EditDocumentRequest input) {
    return change(call, {.key = key_of(std::move(input.slug), std::move(input.language)),
                         .title = std::move(input.title),
                         .body = std::move(input.body),
                         .author = call.who().user});
}

asio::awaitable<Reply<Message>> DocumentRoutes::remove(Call call, DeleteDocumentRequest input) {
    const auto name = input.language ? input.slug + " " + *input.language : input.slug;
    const auto removed =
        co_await documents_.remove(std::move(input.slug), std::move(input.language));
    if (!removed) co_return std::unexpected(removed.error());
    co_await audit_.record(audited(call, "document.deleted", name));
    co_return message(call, "document_deleted.message");
}

}  // namespace freshet::api
