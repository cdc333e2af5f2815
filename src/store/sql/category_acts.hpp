#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/category.hpp"
#include "channels/stream.hpp"
#include "store/sql/session.hpp"

// Categories, and which streams have them, within one transaction.
namespace freshet::sql {

/// By id, slug or name, in any case.
std::optional<channels::Category> load_category(Session& session, const std::string& name);

/// The ids of those of them that are there, each once, in their order. Others are named as
/// `categories[1]` with the code `unknown_category`, and for this reason.
Answer<std::vector<CategoryId>> load_category_ids(Session& session,
                                                  const std::vector<std::string>& names,
                                                  ErrorCode invalid);

/// Reads the categories of all of them at once.
void add_categories(Session& session, std::span<channels::Stream> streams);

/// Gives the stream these and no others. channels::Errc::invalid_fields names those that are not
/// there.
Answer<void> set_categories(Session& session, StreamId stream,
                            const std::vector<std::string>& names);

}  // namespace freshet::sql
