#include "store/sql/documents_repository.hpp"

#include <utility>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "site/error.hpp"

namespace freshet::sql {

using site::Document;
using site::DocumentEdit;
using site::DocumentKey;
using site::Errc;

namespace {

constexpr std::string_view is_newest =
    "d.version = (SELECT MAX(n.version) FROM documents n "
    "WHERE n.slug = d.slug AND n.language = d.language)";

std::string select_documents(std::string_view body, const std::string& condition) {
    return "SELECT d.slug, d.language, d.version, d.title, " + std::string(body) +
           ", d.created_at FROM documents d WHERE " + condition;
}

Statement& into_document(Statement& statement, Document& document) {
    return statement.into(document.slug)
        .into(document.language)
        .into(document.version)
        .into(document.title)
        .into(document.body)
        .into(document.updated_at);
}

std::vector<Document> rows_of(Statement statement) {
    std::vector<Document> documents;
    Document document;
    into_document(statement, document);
    while (statement.next()) documents.push_back(document);
    return documents;
}

std::optional<Document> load_document(Session& session, const DocumentKey& key,
                                      std::optional<std::uint32_t> version) {
    std::string condition = "d.slug = :slug AND d.language = :language AND ";
    condition += version ? "d.version = :version" : is_newest;
    Document document;
    auto statement = session.prepare(select_documents("d.body", condition));
    statement.use(key.slug).use(key.language);
    if (version) statement.use(*version);
    into_document(statement, document);
    return statement.next() ? std::optional(document) : std::nullopt;
}

Paged<Document> list_versions(Session& session, const DocumentKey& key, Page page) {
    const std::string condition = "d.slug = :slug AND d.language = :language";
    Paged<Document> list;
    auto count = session.prepare("SELECT COUNT(*) FROM documents d WHERE " + condition);
    count.use(key.slug).use(key.language).into(list.total).next();
    auto statement = session.prepare(select_documents("''", condition) +
                                     " ORDER BY d.version DESC LIMIT :limit OFFSET :offset");
    statement.use(key.slug).use(key.language).use(page.limit).use(page.offset());
    list.items = rows_of(std::move(statement));
    return list;
}

/// False: another editor was quicker.
bool insert_version(Session& session, const Document& document, const UserId& author) {
    auto statement = session.prepare(R"(
        INSERT INTO documents (slug, language, version, title, body, author_id, created_at)
        VALUES (:slug, :language, :version, :title, :body,
            (SELECT id FROM users WHERE id = :author), :now)
        ON CONFLICT DO NOTHING)");
    statement.use(document.slug).use(document.language).use(document.version);
    statement.use(document.title).use(document.body).use(author).use(document.updated_at);
    return statement.run() == 1;
}

std::uint64_t count_texts(Session& session) {
    std::uint64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM documents WHERE version = 1");
    statement.into(count).next();
    return count;
}

Result<Document> create_document(Session& session, const DocumentEdit& draft, std::size_t texts_max,
                                 WallTime now) {
    const Document document{.slug = draft.key.slug,
                            .language = draft.key.language,
                            .title = draft.title.value_or(""),
                            .body = draft.body.value_or(""),
                            .updated_at = now};
    if (load_document(session, draft.key, 1)) return fail(Errc::document_exists);
    if (count_texts(session) >= texts_max) return fail(Errc::too_many_documents);
    if (!insert_version(session, document, draft.author)) return fail(Errc::document_exists);
    return document;
}

Result<Document> edit_document(Session& session, const DocumentEdit& edit, WallTime now) {
    constexpr int tries_max = 3;  // Whoever loses the race for a version makes the next one.
    for (int i = 0; i < tries_max; ++i) {
        auto document = load_document(session, edit.key, {});
        if (!document) return fail(Errc::document_not_found);
        const auto before = *document;
        document->title = edit.title.value_or(before.title);
        document->body = edit.body.value_or(before.body);
        if (*document == before) return before;
        ++document->version;
        document->updated_at = now;
        if (insert_version(session, *document, edit.author)) return *document;
    }
    throw boost::system::system_error(Outage::unavailable,
                                      "a document is being edited by too many at once");
}

Result<void> remove_document(Session& session, const std::string& slug,
                             const std::optional<std::string>& language) {
    std::string sql = "DELETE FROM documents WHERE slug = :slug";
    if (language) sql += " AND language = :language";
    auto statement = session.prepare(sql);
    statement.use(slug);
    if (language) statement.use(*language);
    if (statement.run() == 0) return fail(Errc::document_not_found);
    return {};
}

}  // namespace

asio::awaitable<std::vector<Document>> DocumentsRepository::list() {
    return database_.read([](Session& session) {
        return rows_of(session.prepare(
            select_documents("''", std::string(is_newest) + " ORDER BY d.slug, d.language")));
    });
}

asio::awaitable<std::optional<Document>> DocumentsRepository::find(
    DocumentKey key, std::optional<std::uint32_t> version) {
    return database_.read([key = std::move(key), version](Session& session) {
        return load_document(session, key, version);
    });
}

asio::awaitable<Paged<Document>> DocumentsRepository::versions(DocumentKey key, Page page) {
    return database_.read([key = std::move(key), page](Session& session) {
        return list_versions(session, key, page);
    });
}

asio::awaitable<Result<Document>> DocumentsRepository::create(DocumentEdit draft,
                                                              std::size_t texts_max, WallTime now) {
    return database_.write([draft = std::move(draft), texts_max, now](Session& session) {
        return create_document(session, draft, texts_max, now);
    });
}

asio::awaitable<Result<Document>> DocumentsRepository::edit(DocumentEdit edit, WallTime now) {
    return database_.write([edit = std::move(edit), now](Session& session) {
        return edit_document(session, edit, now);
    });
}

asio::awaitable<Result<void>> DocumentsRepository::remove(std::string slug,
                                                          std::optional<std::string> language) {
    return database_.write(
        [slug = std::move(slug), language = std::move(language)](Session& session) {
            return remove_document(session, slug, language);
        });
}

}  // namespace freshet::sql
