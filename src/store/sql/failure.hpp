#pragma once

#include <exception>

namespace freshet::sql {

/// Whether an act failed only because another one was at the same rows in the same moment: it was
/// undone whole, and can be run again.
[[nodiscard]] bool is_conflict(const std::exception_ptr& failure);

/// A failure of the database as the rest of the house knows it: an Outage. `is_late`: the act's
/// time was over. What the statement held stands in no text of it.
[[nodiscard]] std::exception_ptr as_outage(const std::exception_ptr& failure, bool is_late);

}  // namespace freshet::sql
