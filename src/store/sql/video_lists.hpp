#pragma once

#include "base/page.hpp"
#include "store/sql/session.hpp"
#include "vod/video_repository.hpp"

namespace freshet::sql {

/// Within one transaction; see VideoRepository.
Paged<vod::Video> list_videos(Session& session, const vod::VideoFilter& filter, Page page);

}  // namespace freshet::sql
