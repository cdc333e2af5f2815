#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/objects/draft.hpp"
#include "store/objects/error.hpp"
#include "store/objects/key.hpp"
#include "store/objects/object.hpp"

namespace freshet::objects {

namespace asio = boost::asio;

/// One row of a listing.
struct Listed {
    Key key;
    std::uint64_t size = 0;
    WallTime modified_at{};
};

/// Where bytes are kept that are too large for rows. An object is written once, as a whole, and
/// never changes; it is there durably, or not at all. What does not go because of the store itself
/// throws an Outage. From any thread.
class Store {
public:
    virtual ~Store() = default;

    /// Comes back when the object would survive the loss of power; until then nobody finds it.
    /// Replaces one of that name.
    virtual asio::awaitable<void> put(Key key, std::shared_ptr<const Bytes> bytes) = 0;

    /// The same for a file of this machine, of any size, which the store takes: it is gone
    /// afterwards, and nobody may write to it any more. Errc::storage_full, too_large: it is still
    /// there.
    virtual asio::awaitable<Result<void>> put_file(Key key, std::filesystem::path file) = 0;

    /// Null: there is none.
    virtual asio::awaitable<std::shared_ptr<const Object>> open(Key key) = 0;

    /// The object as a file of this machine, for a child process. Only to be read: it may be the
    /// object itself. The caller removes it, and makes the folder that it lies in; a file of that
    /// name is replaced. False: there is no such object. Errc::storage_full: this machine has no
    /// room for it. After an error there is no file.
    virtual asio::awaitable<Result<bool>> fetch(Key key, std::filesystem::path file) = 0;

    /// To remove what is not there is no error. Who has it open may read on from a folder.
    virtual asio::awaitable<void> remove(Key key) = 0;

    /// The first `count` below a folder, at any depth, whose keys come after that one; in the order
    /// of their texts' bytes. Fewer: there are no more.
    virtual asio::awaitable<std::vector<Listed>> list(Key folder, std::optional<Key> after,
                                                      std::size_t count) = 0;

    /// All objects below a folder. Those that appear meanwhile may stay.
    virtual asio::awaitable<void> remove_all(Key folder) = 0;

    /// A new draft; or, if some of it was acknowledged, that draft from there on: what lies beyond
    /// is cut off. To go on from a total that `sync` told is always possible for the last two that
    /// it told. Errc::draft_lost: less is there than that.
    virtual asio::awaitable<Result<std::unique_ptr<Draft>>> open_draft(
        Key key, std::uint64_t acknowledged) = 0;

    /// Nothing of it stays. To discard what is not there is no error.
    virtual asio::awaitable<void> discard_draft(Key key) = 0;

    /// As `list`, of drafts, wherever they lie. Their sizes are what was synced, or a little more.
    virtual asio::awaitable<std::vector<Listed>> list_drafts(std::optional<Key> after,
                                                             std::size_t count) = 0;

    /// A URL by which whoever has it may GET the object for so long. Nothing: this store has no
    /// URLs.
    [[nodiscard]] virtual std::optional<std::string> presigned(const Key& key,
                                                               std::chrono::seconds life) const = 0;

    /// Whether it would serve us now, for probes: no failure of it throws. Takes a few seconds at
    /// most.
    virtual asio::awaitable<bool> answers() = 0;
};

}  // namespace freshet::objects
