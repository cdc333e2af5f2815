#include "vod/reconcile.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "vod/objects.hpp"

namespace freshet::vod {

namespace {

constexpr std::array<std::string_view, 3> prefixes{"uploads/", "media/", "pictures/"};
constexpr std::size_t lacking_max = 100;

const Named* find(std::span<const Named> named, VideoId video) {
    const auto row = std::ranges::find(named, video, &Named::video);
    return row == named.end() ? nullptr : &*row;
}

bool is_named(const ObjectName& object, const Named* row) {
    if (row == nullptr) return false;
    if (object.kind == ObjectName::Kind::source) return true;
    return std::ranges::find(row->generations, object.generation) != row->generations.end();
}

std::vector<VideoId> videos_of(std::span<const Listed> listed) {
    std::vector<VideoId> videos;
    for (const auto& one : listed) {
        const auto object = object_name_of(one.key);
        // They come in order: those of one video lie together.
        if (object && (videos.empty() || videos.back() != object->video))
            videos.push_back(object->video);
    }
    return videos;
}

}  // namespace

std::vector<std::string> orphans_of(std::span<const Listed> listed, std::span<const Named> named,
                                    WallTime modified_before) {
    std::vector<std::string> orphans;
    for (const auto& one : listed) {
        const auto object = object_name_of(one.key);
        if (!object || one.modified_at >= modified_before) continue;
        if (!is_named(*object, find(named, object->video))) orphans.push_back(one.key);
    }
    return orphans;
}

std::vector<std::string> orphan_drafts_of(std::span<const Listed> listed,
                                          std::span<const Named> named, WallTime modified_before) {
    std::vector<std::string> orphans;
    for (const auto& one : listed) {
        const auto object = object_name_of(one.key);
        if (!object || object->kind != ObjectName::Kind::source) continue;
        if (one.modified_at >= modified_before) continue;
        const auto* const row = find(named, object->video);
        if (row == nullptr || !row->has_upload) orphans.push_back(one.key);
    }
    return orphans;
}

Reconcile::Reconcile(Limits limits, NamedRepository& rows, ObjectListing& store, WallClock clock)
    : limits_(limits), rows_(rows), store_(store), clock_(std::move(clock)) {}

asio::awaitable<Reconciled> Reconcile::walk(Rest rest) {
    Reconciled found;
    for (const auto prefix : prefixes) {
        const bool goes_on = co_await walk_objects(std::string(prefix), found, rest);
        if (!goes_on) co_return found;
    }
    const bool goes_on = co_await walk_drafts(found, rest);
    if (goes_on) co_await walk_rows(found, rest);
    co_return found;
}

asio::awaitable<bool> Reconcile::walk_objects(std::string prefix, Reconciled& found,
                                              const Rest& rest) {
    std::string after;
    while (true) {
        const auto listed = co_await store_.list(prefix, after, limits_.bite);
        found.listed += listed.size();
        const auto named = co_await rows_.named(videos_of(listed));
        for (const auto& key : orphans_of(listed, named, clock_() - limits_.young)) {
            co_await store_.remove(key);
            ++found.removed;
        }
        if (listed.size() < limits_.bite) co_return true;
        after = listed.back().key;
        const bool goes_on = co_await rest();
        if (!goes_on) co_return false;
    }
}

asio::awaitable<bool> Reconcile::walk_drafts(Reconciled& found, const Rest& rest) {
    std::string after;
    while (true) {
        const auto listed = co_await store_.list_drafts(after, limits_.bite);
        found.listed += listed.size();
        const auto named = co_await rows_.named(videos_of(listed));
        for (const auto& key : orphan_drafts_of(listed, named, clock_() - limits_.young)) {
            co_await store_.discard_draft(key);
            ++found.removed;
        }
        if (listed.size() < limits_.bite) co_return true;
        after = listed.back().key;
        const bool goes_on = co_await rest();
        if (!goes_on) co_return false;
    }
}

asio::awaitable<void> Reconcile::walk_rows(Reconciled& found, const Rest& rest) {
    VideoId after;
    while (found.lacking.size() < lacking_max) {
        const auto rows = co_await rows_.ready_after(after, limits_.bite);
        for (const auto& row : rows) {
            const auto key = media_key(row.video, row.played, progressive_file);
            const bool is_there = co_await store_.has(key);
            if (!is_there && found.lacking.size() < lacking_max) found.lacking.push_back(row.video);
        }
        if (rows.size() < limits_.bite) co_return;
        after = rows.back().video;
        const bool goes_on = co_await rest();
        if (!goes_on) co_return;
    }
}

}  // namespace freshet::vod
