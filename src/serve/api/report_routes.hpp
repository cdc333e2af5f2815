#pragma once

#include "community/reports.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"
#include "site/audit.hpp"

namespace freshet::community {
BOOST_DESCRIBE_ENUM(ReportSubject, stream, user, channel, message, video)
BOOST_DESCRIBE_ENUM(ReportReason, spam, harassment, hate, sexual, violence, self_harm,
                    impersonation, copyright, illegal, other)
BOOST_DESCRIBE_ENUM(ReportStatus, open, resolved, dismissed)
}  // namespace freshet::community

namespace freshet::api {

/// What its reporter sees of a report.
struct ReportView {
    community::ReportId id;
    community::ReportSubject subject = community::ReportSubject::stream;
    Uuid subject_id;
    community::ReportReason reason = community::ReportReason::other;
    std::string details;
    community::ReportStatus status = community::ReportStatus::open;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "reason", .example = "spam"},
        {.field = "details", .example = "The same link, again and again."},
    };
};
BOOST_DESCRIBE_STRUCT(ReportView, (),
                      (id, subject, subject_id, reason, details, status, created_at))

struct ReporterView {
    UserId id;
    std::string username;

    static constexpr json::Rule rules[] = {{.field = "username", .example = "eve"}};
};
BOOST_DESCRIBE_STRUCT(ReporterView, (), (id, username))

/// What moderators see beside it.
struct FiledReportView : ReportView {
    std::optional<StreamId> stream_id;
    std::optional<ReporterView> reporter;
    std::string note;
    std::optional<UserId> handled_by;
    std::optional<WallTime> handled_at;

    static constexpr json::Rule rules[] = {
        {.field = "reason", .example = "spam"},
        {.field = "details", .example = "The same link, again and again."},
        {.field = "streamId",
         .about = "Of a message: in whose chat it was said. Null: it is gone, or something else."},
        {.field = "reporter", .about = "Null: the account is gone."},
        {.field = "note", .about = "Of the moderators, for moderators."},
        {.field = "handledBy", .about = "The moderator who decided."},
    };
};
BOOST_DESCRIBE_STRUCT(FiledReportView, (ReportView),
                      (stream_id, reporter, note, handled_by, handled_at))

struct FileReportRequest {
    community::ReportSubject subject = community::ReportSubject::stream;
    Uuid subject_id;
    community::ReportReason reason = community::ReportReason::other;
    std::optional<std::string> details;

    static constexpr json::Rule rules[] = {
        {.field = "subject", .about = "What kind of thing.", .example = "stream"},
        {.field = "subjectId", .about = "Its id."},
        {.field = "reason", .example = "spam"},
        {.field = "details",
         .example = "The same link, again and again.",
         .length_max = community::Reports::details_max},
    };
};
BOOST_DESCRIBE_STRUCT(FileReportRequest, (), (subject, subject_id, reason, details))

struct ListReportsRequest {
    std::optional<community::ReportStatus> status;
    std::optional<community::ReportSubject> subject;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "status", .about = "All when absent.", .example = "open"},
        {.field = "subject", .about = "All when absent.", .example = "stream"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListReportsRequest, (), (status, subject, page, limit))

struct ReportById {
    community::ReportId id;
};
BOOST_DESCRIBE_STRUCT(ReportById, (), (id))

/// What a moderator can decide.
enum class ReportDecision : std::uint8_t { resolved, dismissed };
BOOST_DESCRIBE_ENUM(ReportDecision, resolved, dismissed)

struct DecideReportRequest {
    community::ReportId id;
    ReportDecision status = ReportDecision::resolved;
    std::optional<std::string> note;

    static constexpr json::Rule rules[] = {
        {.field = "status", .example = "resolved"},
        {.field = "note",
         .about = "For other moderators; absent: as it is.",
         .example = "Warned.",
         .length_max = community::Reports::note_max},
    };
};
BOOST_DESCRIBE_STRUCT(DecideReportRequest, (), (id, status, note))

/// What users report, and what moderators make of it. Used by all io threads at once; what it
/// refers to outlives it.
class ReportRoutes {
public:
    ReportRoutes(community::Reports& reports, site::Audit& audit)
        : reports_(reports), audit_(audit) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ReportRoutes* self);

private:
    asio::awaitable<Reply<ReportView>> file(Call call, FileReportRequest input);
    asio::awaitable<Reply<ReportView>> own(Call call, ReportById input);
    asio::awaitable<Reply<ListOf<FiledReportView>>> list(Call call, ListReportsRequest input);
    asio::awaitable<Reply<FiledReportView>> get(Call call, ReportById input);
    asio::awaitable<Reply<FiledReportView>> decide(Call call, DecideReportRequest input);

    community::Reports& reports_;
    site::Audit& audit_;
};

}  // namespace freshet::api
