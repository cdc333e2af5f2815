#include "store/sql/reports_repository.hpp"

#include <string>
#include <utility>

#include "community/error.hpp"

namespace freshet::sql {

using community::Errc;
using community::FiledReport;
using community::Report;
using community::ReportDraft;
using community::ReportFilter;
using community::ReportId;
using community::ReportSubject;
using community::ReportVerdict;

namespace {

/// A user who may be gone by now; the column comes as '' then.
std::optional<std::optional<UserId>> user_or_none(std::string_view text) {
    return text.empty() ? std::optional<UserId>() : UserId::parse(text);
}

std::optional<std::optional<StreamId>> stream_or_none(std::string_view text) {
    return text.empty() ? std::optional<StreamId>() : StreamId::parse(text);
}

std::string select_reports(std::string_view rest) {
    return "SELECT r.id, COALESCE(r.reporter_id, ''), COALESCE(u.username, ''), r.subject_kind, "
           "r.subject_id, COALESCE(m.stream_id, ''), r.reason, r.details, r.status, r.note, "
           "COALESCE(r.handled_by, ''), "
           "r.handled_at, r.created_at "
           "FROM reports r LEFT JOIN users u ON u.id = r.reporter_id AND u.deleted_at IS NULL "
           "LEFT JOIN chat_messages m ON r.subject_kind = 'message' AND m.id = r.subject_id " +
           std::string(rest);
}

Statement& into_report(Statement& statement, Report& report) {
    return statement.into(report.id)
        .into(report.reporter, user_or_none)
        .into(report.reporter_name)
        .into(report.subject, community::report_subject_from)
        .into(report.subject_id, [](std::string_view text) { return Uuid::parse(text); })
        .into(report.stream, stream_or_none)
        .into(report.reason, community::report_reason_from)
        .into(report.details)
        .into(report.status, community::report_status_from)
        .into(report.note)
        .into(report.handled_by, user_or_none)
        .into(report.handled_at)
        .into(report.created_at);
}

std::optional<Report> load_report(Session& session, ReportId id) {
    Report report;
    auto statement = session.prepare(select_reports("WHERE r.id = :id"));
    into_report(statement.use(id), report);
    return statement.next() ? std::optional(report) : std::nullopt;
}

std::optional<Report> load_open(Session& session, const ReportDraft& draft) {
    Report report;
    auto statement =
        session.prepare(select_reports("WHERE r.reporter_id = :reporter AND r.subject_kind = :kind "
                                       "AND r.subject_id = :subject AND r.status = 'open'"));
    statement.use(draft.reporter).use(to_string(draft.subject)).use(to_string(draft.subject_id));
    into_report(statement, report);
    return statement.next() ? std::optional(report) : std::nullopt;
}

/// Where a kind of subject is looked for; empty where none is kept.
std::string_view subject_query(ReportSubject subject) {
    switch (subject) {
        case ReportSubject::stream:
            return "SELECT COUNT(*) FROM streams WHERE id = :id "
                   "AND (visibility <> 'private' OR user_id = :reporter)";
        case ReportSubject::user:
            return "SELECT COUNT(*) FROM users WHERE id = :id AND deleted_at IS NULL";
        case ReportSubject::channel:
            return "SELECT COUNT(*) FROM channels WHERE id = :id AND deleted_at IS NULL";
        case ReportSubject::message:
            // To delete one's own word does not undo it.
            return "SELECT COUNT(*) FROM chat_messages m JOIN streams s ON s.id = m.stream_id "
                   "WHERE m.id = :id AND m.state IN ('visible', 'deleted') "
                   "AND (s.visibility <> 'private' OR s.user_id = :reporter)";
        case ReportSubject::video:
            return "SELECT COUNT(*) FROM videos WHERE id = :id "
                   "AND ((visibility <> 'private' AND status = 'READY') OR user_id = :reporter)";
    }
    return {};
}

bool is_there(Session& session, const ReportDraft& draft) {
    const auto query = subject_query(draft.subject);
    if (query.empty()) return false;
    std::int64_t count = 0;
    auto statement = session.prepare(query);
    statement.use(to_string(draft.subject_id));
    const bool may_be_hidden = draft.subject == ReportSubject::stream ||
                               draft.subject == ReportSubject::message ||
                               draft.subject == ReportSubject::video;
    if (may_be_hidden) statement.use(draft.reporter);
    statement.into(count);
    return statement.next() && count > 0;
}

std::uint64_t count_open(Session& session, UserId reporter) {
    std::uint64_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM reports WHERE reporter_id = :reporter AND status = 'open'");
    statement.use(reporter).into(count).next();
    return count;
}

void insert_report(Session& session, const ReportDraft& draft, WallTime now) {
    auto statement = session.prepare(R"(
        INSERT INTO reports (id, reporter_id, subject_kind, subject_id, reason, details, status,
            note, created_at)
        VALUES (:id, :reporter, :kind, :subject, :reason, :details, 'open', '', :now)
        ON CONFLICT DO NOTHING)");
    statement.use(ReportId::make()).use(draft.reporter).use(to_string(draft.subject));
    statement.use(to_string(draft.subject_id)).use(to_string(draft.reason)).use(draft.details);
    statement.use(now).run();
}

Result<FiledReport> file_report(Session& session, const ReportDraft& draft, std::uint32_t open_max,
                                WallTime now) {
    if (const auto open = load_open(session, draft)) {
        return FiledReport{.report = *open, .is_new = false};
    }
    if (!is_there(session, draft)) return fail(Errc::subject_not_found);
    if (count_open(session, draft.reporter) >= open_max) return fail(Errc::too_many_reports);
    insert_report(session, draft, now);
    return FiledReport{.report = load_open(session, draft).value()};
}

std::string condition_of(const ReportFilter& filter) {
    std::string condition = "WHERE 1 = 1";
    if (filter.status) condition += " AND r.status = :status";
    if (filter.subject) condition += " AND r.subject_kind = :kind";
    return condition;
}

Statement& use_filter(Statement& statement, const ReportFilter& filter) {
    if (filter.status) statement.use(to_string(*filter.status));
    if (filter.subject) statement.use(to_string(*filter.subject));
    return statement;
}

Paged<Report> list_reports(Session& session, const ReportFilter& filter, Page page) {
    const auto condition = condition_of(filter);
    Paged<Report> list;
    auto count = session.prepare("SELECT COUNT(*) FROM reports r " + condition);
    use_filter(count, filter).into(list.total).next();

    Report report;
    auto statement =
        session.prepare(select_reports(condition + " ORDER BY r.id LIMIT :limit OFFSET :offset"));
    use_filter(statement, filter).use(page.limit).use(page.offset());
    into_report(statement, report);
    while (statement.next()) list.items.push_back(report);
    return list;
}

Result<Report> decide_report(Session& session, const ReportVerdict& verdict, WallTime now) {
    const auto report = load_report(session, verdict.report);
    if (!report) return fail(Errc::report_not_found);
    auto statement = session.prepare(R"(
        UPDATE reports
        SET status = :status, note = :note, handled_by = :moderator, handled_at = :now
        WHERE id = :id)");
    statement.use(to_string(verdict.status)).use(verdict.note.value_or(report->note));
    statement.use(verdict.moderator).use(now).use(verdict.report).run();
    return load_report(session, verdict.report).value();
}

}  // namespace

asio::awaitable<Result<FiledReport>> ReportsRepository::file(ReportDraft draft,
                                                             std::uint32_t open_max, WallTime now) {
    return database_.write([draft = std::move(draft), open_max, now](Session& session) {
        return file_report(session, draft, open_max, now);
    });
}

asio::awaitable<std::optional<Report>> ReportsRepository::find(ReportId id) {
    return database_.read([id](Session& session) { return load_report(session, id); });
}

asio::awaitable<Paged<Report>> ReportsRepository::list(ReportFilter filter, Page page) {
    return database_.read(
        [filter, page](Session& session) { return list_reports(session, filter, page); });
}

asio::awaitable<Result<Report>> ReportsRepository::decide(ReportVerdict verdict, WallTime now) {
    return database_.write([verdict = std::move(verdict), now](Session& session) {
        return decide_report(session, verdict, now);
    });
}

}  // namespace freshet::sql
