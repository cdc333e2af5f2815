#pragma once

#include "base/page.hpp"
#include "channels/repository.hpp"
#include "store/sql/session.hpp"

// Lists of streams, within one transaction.
namespace freshet::sql {

Paged<channels::Stream> list_streams(Session& session, const channels::StreamFilter& filter,
                                     Page page);

Paged<channels::Stream> search_streams(Session& session, const channels::StreamSearch& search,
                                       Page page);

}  // namespace freshet::sql
