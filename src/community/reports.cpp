#include "community/reports.hpp"

#include <array>
#include <utility>

#include "base/names.hpp"

namespace freshet::community {

namespace {

// Each in the order of its enum.
constexpr std::array<std::string_view, 5> subject_names{"stream", "user", "channel", "message",
                                                        "video"};
constexpr std::array<std::string_view, 10> reason_names{
    "spam",      "harassment",    "hate",      "sexual",  "violence",
    "self_harm", "impersonation", "copyright", "illegal", "other"};
constexpr std::array<std::string_view, 3> status_names{"open", "resolved", "dismissed"};

}  // namespace

std::string_view to_string(ReportSubject subject) {
    return subject_names[static_cast<std::size_t>(subject)];
}

std::string_view to_string(ReportReason reason) {
    return reason_names[static_cast<std::size_t>(reason)];
}

std::string_view to_string(ReportStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<ReportSubject> report_subject_from(std::string_view text) {
    return value_of<ReportSubject>(subject_names, text);
}

std::optional<ReportReason> report_reason_from(std::string_view text) {
    return value_of<ReportReason>(reason_names, text);
}

std::optional<ReportStatus> report_status_from(std::string_view text) {
    return value_of<ReportStatus>(status_names, text);
}

Reports::Reports(Limits limits, ReportRepository& repository, WallClock clock)
    : limits_(limits), repository_(repository), clock_(std::move(clock)) {}

asio::awaitable<Result<FiledReport>> Reports::file(ReportDraft draft) {
    return repository_.file(std::move(draft), limits_.open_max, clock_());
}

asio::awaitable<std::optional<Report>> Reports::find(ReportId id) { return repository_.find(id); }

asio::awaitable<Paged<Report>> Reports::list(ReportFilter filter, Page page) {
    return repository_.list(filter, page);
}

asio::awaitable<Result<Report>> Reports::decide(ReportVerdict verdict) {
    return repository_.decide(std::move(verdict), clock_());
}

}  // namespace freshet::community
