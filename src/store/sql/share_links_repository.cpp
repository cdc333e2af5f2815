#include "store/sql/share_links_repository.hpp"

#include <utility>

#include "store/sql/video_rows.hpp"
#include "vod/error.hpp"

namespace freshet::sql {

using vod::Errc;
using vod::SharedVideo;
using vod::ShareLink;
using vod::Video;

namespace {

constexpr std::string_view select_links =
    "SELECT id, video_id, secret_hash, password_hash, expires_at, opened, created_at "
    "FROM share_links ";

Statement& into_link(Statement& statement, ShareLink& link) {
    statement.into(link.id).into(link.video).into(link.secret_hash).into(link.password_hash);
    return statement.into(link.expires_at).into(link.opened).into(link.created_at);
}

Result<void> add_link(Session& session, const ShareLink& link, std::uint32_t count_max) {
    if (!load_video(session, link.video)) return fail(Errc::video_not_found);
    std::uint32_t count = 0;
    session.prepare("SELECT COUNT(*) FROM share_links WHERE video_id = :video")
        .use(link.video)
        .into(count)
        .next();
    if (count >= count_max) return fail(Errc::too_many_links);
    auto statement = session.prepare(R"(
        INSERT INTO share_links (id, video_id, secret_hash, password_hash, expires_at, opened,
            created_at)
        VALUES (:id, :video, :secret, :password, :expires_at, 0, :now))");
    statement.use(link.id).use(link.video).use(link.secret_hash).use(link.password_hash);
    statement.use(link.expires_at).use(link.created_at).run();
    return {};
}

std::vector<ShareLink> load_links(Session& session, VideoId video) {
    std::vector<ShareLink> links;
    ShareLink link;
    auto statement =
        session.prepare(std::string(select_links) + "WHERE video_id = :video ORDER BY id DESC");
    into_link(statement.use(video), link);
    while (statement.next()) links.push_back(link);
    return links;
}

std::optional<SharedVideo> load_shared(Session& session, const std::string& secret_hash) {
    ShareLink link;
    auto statement = session.prepare(std::string(select_links) + "WHERE secret_hash = :hash");
    if (!into_link(statement.use(secret_hash), link).next()) return std::nullopt;
    auto video = load_video(session, link.video);
    if (!video) return std::nullopt;
    return SharedVideo{.link = std::move(link), .video = *std::move(video)};
}

Result<Video> remove_link(Session& session, VideoId video, ShareLinkId id, WallTime now) {
    auto drop = session.prepare("DELETE FROM share_links WHERE id = :id AND video_id = :video");
    if (drop.use(id).use(video).run() == 0) return fail(Errc::link_not_found);
    auto advance = session.prepare(
        "UPDATE videos SET access_epoch = access_epoch + 1, updated_at = :now WHERE id = :id");
    advance.use(now).use(video).run();
    auto changed = load_video(session, video);
    if (!changed) return fail(Errc::link_not_found);
    return *std::move(changed);
}

}  // namespace

asio::awaitable<Result<void>> ShareLinksRepository::add(ShareLink link, std::uint32_t count_max) {
    return database_.write([link = std::move(link), count_max](Session& session) {
        return add_link(session, link, count_max);
    });
}

asio::awaitable<std::vector<ShareLink>> ShareLinksRepository::list(VideoId video) {
    return database_.read([video](Session& session) { return load_links(session, video); });
}

asio::awaitable<std::optional<SharedVideo>> ShareLinksRepository::find(std::string secret_hash) {
    return database_.read([secret_hash = std::move(secret_hash)](Session& session) {
        return load_shared(session, secret_hash);
    });
}

asio::awaitable<void> ShareLinksRepository::note_opened(ShareLinkId id) {
    return database_.write([id](Session& session) {
        session.prepare("UPDATE share_links SET opened = opened + 1 WHERE id = :id").use(id).run();
    });
}

asio::awaitable<Result<Video>> ShareLinksRepository::remove(VideoId video, ShareLinkId id,
                                                            WallTime now) {
    return database_.write(
        [video, id, now](Session& session) { return remove_link(session, video, id, now); });
}

}  // namespace freshet::sql
