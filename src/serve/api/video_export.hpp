#pragma once

#include <vector>

#include "serve/api/account_parts.hpp"
#include "serve/api/video_parts.hpp"

namespace freshet::api {

/// Somebody's videos (`media`), and what that user watched (`history`), for the export of the
/// account.
[[nodiscard]] std::vector<Exporter> video_exporters(vod::Videos& videos, vod::Positions& positions);

}  // namespace freshet::api
