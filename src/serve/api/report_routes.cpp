#include "serve/api/report_routes.hpp"

#include <utility>

#include "community/error.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Community = community::Errc;
using enum http::Method;

namespace {

ReportView view_of(const community::Report& report) {
    return {.id = report.id,
            .subject = report.subject,
            .subject_id = report.subject_id,
            .reason = report.reason,
            .details = report.details,
            .status = report.status,
            .created_at = report.created_at};
}

community::ReportStatus status_of(ReportDecision decision) {
    return decision == ReportDecision::resolved ? community::ReportStatus::resolved
                                                : community::ReportStatus::dismissed;
}

FiledReportView filed_view_of(const community::Report& report) {
    FiledReportView view{view_of(report), report.stream,     {},
                         report.note,     report.handled_by, report.handled_at};
    if (report.reporter) {
        view.reporter = {.id = *report.reporter, .username = report.reporter_name};
    }
    return view;
}

}  // namespace

void ReportRoutes::describe(Table& table, ReportRoutes* self) {
    table.add({.method = post,
               .path = "/api/reports",
               .id = "fileReport",
               .tag = "Reports",
               .summary = "Report something to the moderators; the same again is the same report",
               .scope = Scope::user,
               .success = 201,
               .may_be_there = true,
               .reasons = {Community::subject_not_found, Community::too_many_reports}},
              self, &ReportRoutes::file);
    table.add({.path = "/api/reports/:id",
               .id = "getOwnReport",
               .tag = "Reports",
               .summary = "A report of the caller's own",
               .scope = Scope::user,
               .reasons = {Community::report_not_found}},
              self, &ReportRoutes::own);
    table.add({.path = "/api/admin/reports",
               .id = "listReports",
               .tag = "Admin",
               .summary = "What was reported, the oldest first",
               .scope = Scope::moderator},
              self, &ReportRoutes::list);
    table.add({.path = "/api/admin/reports/:id",
               .id = "getReport",
               .tag = "Admin",
               .summary = "A report",
               .scope = Scope::moderator,
               .reasons = {Community::report_not_found}},
              self, &ReportRoutes::get);
    table.add({.method = patch,
               .path = "/api/admin/reports/:id",
               .id = "decideReport",
               .tag = "Admin",
               .summary = "Say what became of a report",
               .scope = Scope::moderator,
               .reasons = {Community::report_not_found}},
              self, &ReportRoutes::decide);
}

asio::awaitable<Reply<ReportView>> ReportRoutes::file(Call call, FileReportRequest input) {
    community::ReportDraft draft{.reporter = call.who().user,
                                 .subject = input.subject,
                                 .subject_id = input.subject_id,
                                 .reason = input.reason,
                                 .details = input.details.value_or("")};
    const auto filed = co_await reports_.file(std::move(draft));
    if (!filed) co_return std::unexpected(filed.error());
    const auto& [report, is_new] = *filed;
    if (!is_new) co_return view_of(report);
    co_return created(view_of(report), "/api/reports/" + to_string(report.id));
}

asio::awaitable<Reply<ReportView>> ReportRoutes::own(Call call, ReportById input) {
    const auto report = co_await reports_.find(input.id);
    if (!report || report->reporter != call.who().user) co_return fail(Community::report_not_found);
    co_return view_of(*report);
}

asio::awaitable<Reply<ListOf<FiledReportView>>> ReportRoutes::list(Call, ListReportsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows =
        co_await reports_.list({.status = input.status, .subject = input.subject}, page);
    ListOf<FiledReportView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(filed_view_of(row));
    co_return list;
}

asio::awaitable<Reply<FiledReportView>> ReportRoutes::get(Call, ReportById input) {
    const auto report = co_await reports_.find(input.id);
    if (!report) co_return fail(Community::report_not_found);
    co_return filed_view_of(*report);
}

asio::awaitable<Reply<FiledReportView>> ReportRoutes::decide(Call call, DecideReportRequest input) {
    community::ReportVerdict verdict{.moderator = call.who().user,
                                     .report = input.id,
                                     .status = status_of(input.status),
                                     .note = std::move(input.note)};
    const auto report = co_await reports_.decide(std::move(verdict));
    if (!report) co_return std::unexpected(report.error());
    co_await audit_.record(
        audited(call, "report." + std::string(to_string(report->status)), to_string(report->id)));
    co_return filed_view_of(*report);
}

}  // namespace freshet::api
