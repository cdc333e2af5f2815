#include "store/objects/s3_store.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "store/objects/local_files.hpp"
#include "store/objects/s3_draft.hpp"
#include "store/objects/s3_listing.hpp"
#include "store/objects/s3_multipart.hpp"
#include "store/objects/s3_object.hpp"

namespace freshet::objects {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t mib = std::size_t{1024} * 1024;
constexpr std::size_t part_bytes_min = 8 * mib;
constexpr std::size_t part_bytes_max = 64 * mib;  // Held in memory.
constexpr std::size_t fetched_at_once_bytes = 8 * mib;
constexpr std::size_t listed_at_once = 1000;
constexpr auto abandoned_after = 24h;
constexpr auto answer_kept = 5s;

Listed listed(Key key, const S3Listed& object) {
    return {.key = std::move(key), .size = object.size, .modified_at = object.modified_at};
}

std::string prefix_of(const Key& folder) { return folder.text() + '/'; }

/// Parts that are large enough for the file to have no more of them than a bucket takes.
std::size_t part_bytes_for(std::uint64_t size) {
    const auto needed = (size + S3Limits::parts_max - 1) / S3Limits::parts_max;
    return std::max<std::size_t>(part_bytes_min, (needed + mib - 1) / mib * mib);
}

std::uint64_t size_of(const net::Descriptor& file, const fs::path& path) {
    struct stat facts{};
    if (!file.is_open() || ::fstat(file.get(), &facts) != 0) (void)refused("take", path);
    return static_cast<std::uint64_t>(facts.st_size);
}

/// Up to `count` bytes from there on. Fewer: the file ends.
Bytes read_piece(const fs::path& path, std::uint64_t offset, std::size_t count) {
    const auto file = open_to_read(path);
    Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const auto got = ::pread(file.get(), bytes.data() + filled, count - filled,
                                 static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) (void)refused("read", path);
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

asio::awaitable<Result<void>> put_slice(S3Client& client, Key key, Slice bytes) {
    const auto answer = co_await client.send({.method = "PUT",
                                              .name = key.text(),
                                              .headers = headers_of(key),
                                              .body = std::move(bytes),
                                              .is_large = true});
    if (!answer) co_return std::unexpected(answer.error());
    co_return Result<void>();
}

using Drafts = std::map<std::string, Listed>;

/// Notes the longest and youngest of what is known of one.
void note(Drafts& drafts, Listed draft) {
    const auto [place, is_new] = drafts.try_emplace(draft.key.text(), draft);
    auto& known = place->second;
    known.size = std::max(known.size, draft.size);
    known.modified_at = std::max(known.modified_at, draft.modified_at);
}

/// Adds the next ones that have records: `count` of them, or all.
asio::awaitable<void> add_recorded(S3Client& client, Drafts& drafts, std::optional<Key> after,
                                   std::size_t count) {
    const std::string folder(S3RecordName::folder);
    auto begin = after ? S3RecordName::end_of(*after) : std::string();
    Drafts found;
    while (found.size() < count) {
        const auto page = co_await list_objects(client, folder, begin, listed_at_once);
        for (const auto& object : page) {
            const auto name = S3RecordName::parse(object.name);
            if (!name) continue;
            note(found, {.key = name->key, .size = name->size, .modified_at = object.modified_at});
        }
        if (page.size() < listed_at_once) break;
        begin = page.back().name;
    }
    for (auto& [text, draft] : found) note(drafts, std::move(draft));
}

/// The same for uploads that nobody goes on with.
asio::awaitable<void> add_abandoned(S3Client& client, Drafts& drafts, std::optional<Key> after,
                                    std::size_t count) {
    auto begin = after ? after->text() : std::string();
    Drafts found;
    while (found.size() < count) {
        const auto page = co_await list_uploads(client, "", begin, listed_at_once);
        for (const auto& upload : page) {
            auto key = Key::parse(upload.name);
            if (!key || upload.begun_at > wall_now() - abandoned_after) continue;
            note(found, {.key = std::move(*key), .size = 0, .modified_at = upload.begun_at});
        }
        if (page.size() < listed_at_once) break;
        begin = page.back().name;
    }
    for (auto& [text, draft] : found) note(drafts, std::move(draft));
}

}  // namespace

S3Store::S3Store(const S3Account& account, S3Client::Config config, net::BlockingPool& pool)
    : client_(account, config), pool_(pool) {}

asio::awaitable<void> S3Store::put(Key key, std::shared_ptr<const Bytes> bytes) {
    const Slice slice(bytes, *bytes);
    const auto done = co_await put_slice(client_, std::move(key), slice);
    if (done) co_return;
    throw boost::system::system_error(Outage::unavailable, "objects: " + done.error().message());
}

asio::awaitable<Result<void>> S3Store::put_file(Key key, fs::path file) {
    const auto size =
        co_await net::offload(pool_, [file] { return size_of(open_to_read(file), file); });
    const auto done = co_await put_parts(std::move(key), file, size);
    if (done) ::unlink(file.c_str());
    co_return done;
}

asio::awaitable<Result<void>> S3Store::put_parts(Key key, fs::path file, std::uint64_t size) {
    const auto part_bytes = part_bytes_for(size);
    if (part_bytes > part_bytes_max) co_return fail(Errc::too_large);
    if (size <= part_bytes) {
        auto bytes =
            co_await net::offload(pool_, [file, size] { return read_piece(file, 0, size); });
        co_return co_await put_slice(client_, std::move(key), Slice(std::move(bytes)));
    }
    auto upload = co_await S3Multipart::begin(client_, std::move(key));
    if (!upload) co_return std::unexpected(upload.error());
    Result<void> done;
    while (done && upload->size() < size) {
        const auto offset = upload->size();
        auto bytes = co_await net::offload(
            pool_, [file, offset, part_bytes] { return read_piece(file, offset, part_bytes); });
        if (bytes.empty()) throw boost::system::system_error(Outage::unavailable, "cut short");
        done = co_await upload->add(Slice(std::move(bytes)));
    }
    if (done) done = co_await upload->complete();
    if (!done) co_await upload->abort();
    co_return done;
}

asio::awaitable<std::shared_ptr<const Object>> S3Store::open(Key key) {
    co_return co_await S3Object::open(client_, key.text());
}

asio::awaitable<Result<bool>> S3Store::fetch(Key key, fs::path file) {
    const auto object = co_await S3Object::open(client_, key.text());
    if (!object) co_return false;
    auto copy = co_await net::offload(pool_, [file] { return NewFile::create(file); });
    if (!copy) co_return std::unexpected(copy.error());
    for (std::uint64_t offset = 0; offset < object->size();) {
        const auto piece = co_await object->read(offset, fetched_at_once_bytes);
        const auto written =
            co_await net::offload(pool_, [&copy, piece] { return copy->append(piece.bytes()); });
        if (!written) co_return std::unexpected(written.error());
        offset += piece.size();
    }
    (void)copy->keep();
    co_return true;
}

asio::awaitable<void> S3Store::remove(Key key) {
    const auto gone = co_await client_.send({.method = "DELETE", .name = key.text()});
    (void)gone;  // What is not there need not be removed.
}

asio::awaitable<std::vector<Listed>> S3Store::list(Key folder, std::optional<Key> after,
                                                   std::size_t count) {
    auto begin = after ? after->text() : std::string();
    std::vector<Listed> found;
    while (found.size() < count) {
        const auto asked = count - found.size();
        const auto page = co_await list_objects(client_, prefix_of(folder), begin, asked);
        for (const auto& object : page) {
            auto key = Key::parse(object.name);
            if (key) found.push_back(listed(std::move(*key), object));
        }
        if (page.size() < asked) break;
        begin = page.back().name;
    }
    co_return found;
}

asio::awaitable<void> S3Store::remove_all(Key folder) {
    std::string after;
    while (true) {
        const auto page = co_await list_objects(client_, prefix_of(folder), after, listed_at_once);
        for (const auto& object : page) {
            if (auto key = Key::parse(object.name)) co_await remove(std::move(*key));
        }
        if (page.size() < listed_at_once) break;
        after = page.back().name;
    }
}

asio::awaitable<Result<std::unique_ptr<Draft>>> S3Store::open_draft(Key key,
                                                                    std::uint64_t acknowledged) {
    if (acknowledged > 0) {
        auto draft = co_await S3Draft::resume(client_, std::move(key), acknowledged);
        if (!draft) co_return std::unexpected(draft.error());
        co_return std::move(*draft);
    }
    co_await S3Draft::discard(client_, key);
    co_return std::make_unique<S3Draft>(client_, std::move(key));
}

asio::awaitable<void> S3Store::discard_draft(Key key) {
    return S3Draft::discard(client_, std::move(key));
}

asio::awaitable<std::vector<Listed>> S3Store::list_drafts(std::optional<Key> after,
                                                          std::size_t count) {
    Drafts drafts;
    co_await add_recorded(client_, drafts, after, count);
    co_await add_abandoned(client_, drafts, after, count);
    std::vector<Listed> found;
    for (auto& [text, draft] : drafts) {
        if (found.size() == count) break;
        found.push_back(std::move(draft));
    }
    co_return found;
}

std::optional<std::string> S3Store::presigned(const Key& key, std::chrono::seconds life) const {
    return client_.presigned(key.text(), life);
}

asio::awaitable<bool> S3Store::answers() {
    if (mono_now() - asked_at_.load() > answer_kept) {
        answered_ = co_await client_.answers();
        asked_at_ = mono_now();
    }
    co_return answered_;
}

}  // namespace freshet::objects
