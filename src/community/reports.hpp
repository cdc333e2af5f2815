#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::community {

namespace asio = boost::asio;

using ReportId = Id<struct ReportKind>;

/// What can be reported.
enum class ReportSubject : std::uint8_t { stream, user, channel, message, video };

enum class ReportReason : std::uint8_t {
    spam,
    harassment,
    hate,
    sexual,
    violence,
    self_harm,
    impersonation,
    copyright,
    illegal,
    other
};

enum class ReportStatus : std::uint8_t { open, resolved, dismissed };

// The words of the API and of the rows.
[[nodiscard]] std::string_view to_string(ReportSubject subject);
[[nodiscard]] std::string_view to_string(ReportReason reason);
[[nodiscard]] std::string_view to_string(ReportStatus status);
[[nodiscard]] std::optional<ReportSubject> report_subject_from(std::string_view text);
[[nodiscard]] std::optional<ReportReason> report_reason_from(std::string_view text);
[[nodiscard]] std::optional<ReportStatus> report_status_from(std::string_view text);

/// Somebody's word to the moderators.
struct Report {
    ReportId id;
    std::optional<UserId> reporter;  // None: the account is gone.
    std::string reporter_name;       // The username; empty then.
    ReportSubject subject = ReportSubject::stream;
    Uuid subject_id;
    std::optional<StreamId> stream{};  // Of a message that is still there: where it was said.
    ReportReason reason = ReportReason::other;
    std::string details;
    ReportStatus status = ReportStatus::open;
    std::string note;  // The moderator's, for other moderators.
    std::optional<UserId> handled_by;
    std::optional<WallTime> handled_at;
    WallTime created_at;

    bool operator==(const Report&) const = default;
};

/// What a reporter says.
struct ReportDraft {
    UserId reporter;
    ReportSubject subject = ReportSubject::stream;
    Uuid subject_id;
    ReportReason reason = ReportReason::other;
    std::string details;
};

/// What came of it.
struct FiledReport {
    Report report;
    bool is_new = true;  // Or the reporter's own, which still waits.

    bool operator==(const FiledReport&) const = default;
};

/// What a moderator decides.
struct ReportVerdict {
    UserId moderator;
    ReportId report;
    ReportStatus status = ReportStatus::resolved;
    std::optional<std::string> note{};  // None: the note stays as it is.
};

struct ReportFilter {
    std::optional<ReportStatus> status{};
    std::optional<ReportSubject> subject{};
};

/// Where reports are kept. Every method is one transaction, and what it returned survives a crash.
/// A database that is down throws. From any thread.
class ReportRepository {
public:
    virtual ~ReportRepository() = default;

    /// The same report as long as it is open: a reporter has one of a subject. Of what there is
    /// not, or what the reporter may not see, Errc::subject_not_found; with `open_max` open ones,
    /// Errc::too_many_reports.
    virtual asio::awaitable<Result<FiledReport>> file(ReportDraft draft, std::uint32_t open_max,
                                                      WallTime now) = 0;

    virtual asio::awaitable<std::optional<Report>> find(ReportId id) = 0;

    /// The oldest first, for that is who has waited longest.
    virtual asio::awaitable<Paged<Report>> list(ReportFilter filter, Page page) = 0;

    /// Errc::report_not_found.
    virtual asio::awaitable<Result<Report>> decide(ReportVerdict verdict, WallTime now) = 0;
};

/// What users report, and what moderators make of it. Used by all io threads at once; the
/// repository outlives it.
class Reports {
public:
    struct Limits {
        std::uint32_t open_max = 100;  // Of one reporter.
    };

    static constexpr std::size_t details_max = 2000;  // Characters.
    static constexpr std::size_t note_max = 2000;

    Reports(Limits limits, ReportRepository& repository, WallClock clock);

    asio::awaitable<Result<FiledReport>> file(ReportDraft draft);
    asio::awaitable<std::optional<Report>> find(ReportId id);
    asio::awaitable<Paged<Report>> list(ReportFilter filter, Page page);
    asio::awaitable<Result<Report>> decide(ReportVerdict verdict);

private:
    Limits limits_;
    ReportRepository& repository_;
    WallClock clock_;
};

}  // namespace freshet::community
