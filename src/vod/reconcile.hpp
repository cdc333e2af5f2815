#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// An object or a draft in the store.
struct Listed {
    std::string key;
    WallTime modified_at;  // By the store's clock.
};

/// What the rows say that a video has in the store.
struct Named {
    VideoId video;
    std::uint64_t played = 0;                  // The generation that is played; 0: none.
    std::vector<std::uint64_t> generations{};  // With those of renditions, and those being made.
    bool has_upload = false;                   // It is on its way.
};

/// Rows of videos by id, for the judge.
class NamedRepository {
public:
    virtual ~NamedRepository() = default;

    /// Those of them that are there; at most a few hundred. Rows of users who have left are there
    /// until they are purged.
    virtual asio::awaitable<std::vector<Named>> named(std::vector<VideoId> ids) = 0;

    /// Those that are READY by id, of those after `after`, at most `count`. Only `played` is told.
    virtual asio::awaitable<std::vector<Named>> ready_after(VideoId after, std::size_t count) = 0;
};

/// Of what was listed, what no row names and that is old enough not to be on its way: objects whose
/// video is gone, and generations that nobody plays. Keys that are no video's are nobody's
/// business. Pure.
[[nodiscard]] std::vector<std::string> orphans_of(std::span<const Listed> listed,
                                                  std::span<const Named> named,
                                                  WallTime modified_before);

/// The same of drafts: those that are of no upload.
[[nodiscard]] std::vector<std::string> orphan_drafts_of(std::span<const Listed> listed,
                                                        std::span<const Named> named,
                                                        WallTime modified_before);

/// The store as the loop needs it; a store that is down throws. From any thread.
class ObjectListing {
public:
    virtual ~ObjectListing() = default;

    /// Below the prefix, in the order of their keys, of those after `after`.
    virtual asio::awaitable<std::vector<Listed>> list(std::string prefix, std::string after,
                                                      std::size_t count) = 0;
    virtual asio::awaitable<std::vector<Listed>> list_drafts(std::string after,
                                                             std::size_t count) = 0;
    virtual asio::awaitable<bool> has(std::string key) = 0;
    virtual asio::awaitable<void> remove(std::string key) = 0;
    virtual asio::awaitable<void> discard_draft(std::string key) = 0;
};

/// What a walk found.
struct Reconciled {
    std::uint64_t listed = 0;
    std::uint64_t removed = 0;
    std::vector<VideoId> lacking{};  // READY, though its video.mp4 is not there. At most 100.

    bool operator==(const Reconciled&) const = default;
};

/// Walks through store and rows in bites, and removes what no row names. Rows that lack their bytes
/// are told, and stay: who looks may find the bytes elsewhere. One at a time; what it refers to
/// outlives it.
class Reconcile {
public:
    struct Limits {
        std::size_t bite = 200;  // Objects, or rows, looked at together.
        // What a worker or a writer may still be making, or a transaction not have told yet.
        std::chrono::hours young{2};
    };

    Reconcile(Limits limits, NamedRepository& rows, ObjectListing& store, WallClock clock);

    /// Awaited between two bites: it may take its time, and its answer false ends the walk.
    using Rest = std::function<asio::awaitable<bool>()>;

    asio::awaitable<Reconciled> walk(Rest rest);

private:
    asio::awaitable<bool> walk_objects(std::string prefix, Reconciled& found, const Rest& rest);
    asio::awaitable<bool> walk_drafts(Reconciled& found, const Rest& rest);
    asio::awaitable<void> walk_rows(Reconciled& found, const Rest& rest);

    Limits limits_;
    NamedRepository& rows_;
    ObjectListing& store_;
    WallClock clock_;
};

}  // namespace freshet::vod
