#pragma once

#include <chrono>

#include <boost/asio/awaitable.hpp>

#include "accounts/password_hasher.hpp"
#include "app/background.hpp"
#include "app/config.hpp"
#include "app/storage_probe.hpp"
#include "app/video_listing.hpp"
#include "app/workers.hpp"
#include "base/events.hpp"
#include "base/secret_text.hpp"
#include "serve/api/video_export.hpp"
#include "serve/api/video_parts.hpp"
#include "serve/uploads/desk.hpp"
#include "store/objects/store.hpp"
#include "store/sql/database.hpp"
#include "store/sql/jobs_repository.hpp"
#include "store/sql/positions_repository.hpp"
#include "store/sql/share_links_repository.hpp"
#include "store/sql/uploads_repository.hpp"
#include "store/sql/video_objects_repository.hpp"
#include "store/sql/videos_repository.hpp"
#include "vod/job_watch.hpp"
#include "vod/reconcile.hpp"
#include "vod/work_queue.hpp"

namespace freshet::app {

/// What is known of videos and done with them, in the order of life, but for their bytes: how those
/// come, are worked on and go is for others, who stand on this. All that it is made from outlives
/// it.
struct Videos {
    struct Parts {
        const Config& config;
        const SecretText& secret_key;
        sql::Database& database;
        objects::Store& objects;
        EventBus& events;
        accounts::PasswordHasher& hasher;
    };

    explicit Videos(Parts made_from);

    [[nodiscard]] api::VideoParts parts();

    [[nodiscard]] std::vector<api::Exporter> exporters();

    /// What is in the store and in no row goes, at the start and once an hour; and owners hear of
    /// what other processes do.
    void start(Background& background);

    Parts from;
    sql::VideosRepository video_rows{from.database};
    sql::UploadsRepository upload_rows{from.database};
    sql::JobsRepository job_rows{from.database};
    sql::ShareLinksRepository share_link_rows{from.database};
    sql::PositionsRepository position_rows{from.database};
    sql::VideoObjectsRepository object_rows{from.database};
    VideoListing listing{from.objects};

    vod::Videos library{video_rows, from.events, wall_now};
    vod::Uploads uploads{from.config.uploads, upload_rows, from.events, wall_now};
    uploads::Desk desk{{.uploads = uploads, .library = library, .objects = from.objects}};
    vod::Jobs jobs{job_rows, from.events, wall_now};
    vod::WorkQueue queue{job_rows, from.events, wall_now};
    vod::JobWatch watch{{}, job_rows, video_rows, from.events, is_own_worker};
    vod::ShareLinks share_links;
    vod::Positions positions{position_rows, wall_now};
    vod::VideoTokens tokens{from.secret_key};
    vod::Reconcile reconcile{{}, object_rows, listing, wall_now};
    StorageProbe storage;

private:
    boost::asio::awaitable<void> walk();
};

}  // namespace freshet::app
