#include "work/attempt.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/backoff.hpp"
#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/log.hpp"
#include "vod/error.hpp"
#include "vod/objects.hpp"
#include "work/failure.hpp"
#include "work/files.hpp"
#include "work/unless_away.hpp"

namespace freshet::work {

namespace {

using namespace std::chrono_literals;

constexpr auto forever = 24h * 365;  // What bounds a job is in the limits of its children.

// Copied, indexed and split a file is there three times.
constexpr std::uint64_t copies_max = 3;
constexpr std::uint64_t spare_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t full_bytes = std::uint64_t{64} << 20;

// Of the hundred: what comes before and behind the making.
constexpr unsigned made_percent = 92;

// A worker makes some six; more than this are for the reconciling of the store.
constexpr std::size_t former_objects_max = 100;

// How often what came of a job is written while the database is away. Hours of work may be in it.
constexpr int writes_max = 60;

objects::Key key_of(std::string_view text) {
    const auto key = objects::Key::parse(text);
    FRESHET_CHECK(key.has_value());
    return *key;
}

/// "media/{id}/" as the store names a folder.
std::optional<objects::Key> folder_of(std::string_view prefix) {
    if (prefix.ends_with('/')) prefix.remove_suffix(1);
    return objects::Key::parse(prefix);
}

vod::Hindrance outage(std::string why) { return {.why = std::move(why), .is_outage = true}; }

}  // namespace

/// However the work ends, the keeper of the lease is told.
class Attempt::Over {
public:
    explicit Over(Attempt& attempt) : attempt_(attempt) {}
    ~Over() {
        attempt_.is_over_ = true;
        attempt_.timer_.cancel();
    }
    Over(const Over&) = delete;
    Over& operator=(const Over&) = delete;

private:
    Attempt& attempt_;
};

Attempt::Attempt(const Parts& parts, vod::Claim claim, const asio::any_io_executor& executor)
    : parts_(parts),
      claim_(std::move(claim)),
      workspace_{
          .folder = parts.scratch / (to_string(claim_.job) + "-" + std::to_string(claim_.fence)),
          .source_bytes = claim_.source_bytes},
      tasks_(executor),
      timer_(executor) {}

asio::awaitable<void> Attempt::run() {
    if (!is_stopping_) {
        tasks_.spawn("job", [this](net::Interrupt interrupt) {
            interrupt_ = std::move(interrupt);
            return work();
        });
        tasks_.spawn("lease of a job", keep_lease());
        co_await tasks_.join(forever);
    }
    tasks_.spawn("end of a job", settle());
    co_await tasks_.join(forever);
}

void Attempt::stop() {
    is_stopping_ = true;
    interrupt();
}

void Attempt::interrupt() {
    if (!is_over_ && interrupt_) (*interrupt_)();
}

asio::awaitable<void> Attempt::work() {
    const Over over(*this);
    const bool is_removal = claim_.kind == vod::JobKind::delete_;
    auto ending = is_removal ? remove() : process();
    ending_ = co_await std::move(ending);
}

/// A database that is away takes the job from nobody: the fence tells whose it is.
asio::awaitable<void> Attempt::keep_lease() {
    while (!is_over_) {
        timer_.expires_after(parts_.renewal);
        (void)co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (is_over_) co_return;
        const auto renewed =
            co_await unless_away("renewal of a lease", parts_.queue.renew(claim_, progress_));
        if (!renewed || *renewed) continue;
        is_lost_ = true;
        interrupt();
        co_return;
    }
}

asio::awaitable<Attempt::Ending> Attempt::remove() {
    const auto removal = vod::removal_from(claim_.input);
    if (!removal) co_return Done{};  // Nothing that we ever wrote.
    for (const auto& text : removal->drafts) {
        if (const auto key = objects::Key::parse(text)) co_await parts_.objects.discard_draft(*key);
    }
    for (const auto& text : removal->keys) {
        if (const auto key = objects::Key::parse(text)) co_await parts_.objects.remove(*key);
    }
    for (const auto& text : removal->prefixes) {
        if (const auto folder = folder_of(text)) co_await parts_.objects.remove_all(*folder);
    }
    co_return Done{};
}

/// What those have left who died over this job. Of a video that plays the rows say what goes.
asio::awaitable<void> Attempt::remove_former() {
    if (claim_.played != 0) co_return;
    for (const auto& prefix :
         {vod::media_prefix(claim_.video), vod::pictures_prefix(claim_.video)}) {
        const auto listed = co_await parts_.objects.list(folder_of(prefix).value(), std::nullopt,
                                                         former_objects_max);
        for (const auto& object : listed) {
            const auto name = vod::object_name_of(object.key.text());
            if (name && name->generation < claim_.fence) co_await parts_.objects.remove(object.key);
        }
    }
}

asio::awaitable<Attempt::Ending> Attempt::process() {
    co_await remove_former();
    if (auto ending = co_await fetch(workspace_)) co_return std::move(*ending);
    auto looked = co_await parts_.maker.look(workspace_);
    if (!looked) co_return co_await ending_of(looked.error());
    const auto kind = looked->plan.is_slow() ? vod::JobKind::transcode : vod::JobKind::repackage;
    const auto became = co_await become(kind);
    if (!became) co_return std::monostate();

    const auto tell = [this](unsigned percent) { progress_ = percent * made_percent / 100; };
    const Maker::OnSlow on_slow = [this] { return become(vod::JobKind::transcode); };
    auto made = co_await parts_.maker.make(workspace_, std::move(*looked), tell, on_slow);
    if (is_lost_) co_return std::monostate();
    if (!made) co_return co_await ending_of(made.error());
    co_return co_await upload(workspace_, std::move(*made));
}

/// How it ends already, unless the source is there.
asio::awaitable<std::optional<Attempt::Ending>> Attempt::fetch(ffmpeg::Workspace workspace) {
    const auto room = co_await net::offload(parts_.files, [folder = workspace.folder] {
        make_workspace(folder);
        return room_in(folder);
    });
    if (room < copies_max * claim_.source_bytes + spare_bytes)
        co_return outage("there is too little room on the disk to work on it");
    const auto fetched =
        co_await parts_.objects.fetch(key_of(claim_.source_key), workspace.source());
    if (!fetched) co_return outage("there is no room on the disk for the source");
    if (!*fetched) co_return vod::FailureCode::source_missing;
    co_return std::nullopt;
}

asio::awaitable<Result<void>> Attempt::become(vod::JobKind kind) {
    if (claim_.kind == kind) co_return Result<void>();
    auto became = co_await parts_.queue.become(claim_, kind);
    if (!became) {
        is_lost_ = true;
        co_return std::unexpected(became.error());
    }
    claim_ = std::move(*became);
    progress_ = 0;
    co_return Result<void>();
}

asio::awaitable<Attempt::Ending> Attempt::upload(ffmpeg::Workspace workspace, Made made) {
    const auto folder = workspace.made();
    const auto key = [this](std::string_view file) {
        return vod::media_key(claim_.video, claim_.fence, file);
    };
    const auto sizes = co_await net::offload(parts_.files, [folder] {
        return size_of(folder / ffmpeg::progressive_file) +
               size_of(folder / ffmpeg::thumbnail_file);
    });
    vod::Outcome outcome{.facts = std::move(made.facts),
                         .renditions = {},
                         .has_thumbnail = made.has_thumbnail,
                         .media_bytes = sizes};
    has_uploaded_ = true;
    progress_ = made_percent;
    auto put_there = co_await put(key(ffmpeg::progressive_file), folder / ffmpeg::progressive_file);
    for (auto& track : made.renditions) {
        if (!put_there) break;
        auto& rendition = track.rendition;
        rendition.generation = claim_.fence;
        outcome.media_bytes += rendition.size_bytes;
        put_there = co_await put(key(rendition.file), folder / rendition.file);
        auto playlist = std::make_shared<const Bytes>(to_bytes(track.playlist));
        co_await parts_.objects.put(key_of(key(rendition.playlist)), std::move(playlist));
        outcome.renditions.push_back(std::move(rendition));
        progress_ += 2;
    }
    if (put_there && made.has_thumbnail) {
        put_there = co_await put(vod::thumbnail_key(claim_.video, claim_.fence),
                                 folder / ffmpeg::thumbnail_file);
    }
    if (!put_there) co_return outage("the object store has no room");
    co_return outcome;
}

asio::awaitable<Result<void>> Attempt::put(std::string key, std::filesystem::path file) {
    return parts_.objects.put_file(key_of(key), std::move(file));
}

/// A file is not blamed for a disk that is full.
asio::awaitable<Attempt::Ending> Attempt::ending_of(ErrorCode error) {
    const auto failure = failure_of(error);
    if (!failure) co_return vod::Hindrance{.why = error.message(), .is_outage = false};
    const auto room = co_await net::offload(
        parts_.files, [folder = workspace_.folder] { return room_in(folder); });
    if (room < full_bytes) co_return outage("the disk has become full");
    co_return *failure;
}

asio::awaitable<void> Attempt::settle() {
    co_await net::offload(parts_.files, [folder = workspace_.folder] { remove_quietly(folder); });
    const bool has_outcome = std::holds_alternative<vod::Outcome>(ending_);
    if (!is_lost_) co_await write_down();
    if (is_lost_) {
        log::warning("work", "job lost to another worker, or gone job={} video={}",
                     to_string(claim_.job), to_string(claim_.video));
    }
    if (has_uploaded_ && (is_lost_ || !has_outcome)) co_await take_away();
}

/// Until it is written, for as long as there is hope. That the lease is lost is known for sure by
/// the first answer alone: a write before it, of which we heard nothing, may have been what ended
/// the job.
asio::awaitable<void> Attempt::write_down() {
    Backoff backoff({.first = 200ms, .max = 10s});
    for (int i = 0; i < writes_max; ++i) {
        const auto written = co_await unless_away("end of a job", write_ending());
        if (written && !*written && i == 0) is_lost_ = true;
        if (written || is_stopping_) co_return;
        timer_.expires_after(backoff.next());
        (void)co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

/// What nobody will name. What this cannot remove now, the reconciling of the store finds.
asio::awaitable<void> Attempt::take_away() {
    const auto folder = folder_of(vod::generation_prefix(claim_.video, claim_.fence));
    co_await parts_.objects.remove_all(folder.value());
    co_await parts_.objects.remove(key_of(vod::thumbnail_key(claim_.video, claim_.fence)));
}

asio::awaitable<Result<void>> Attempt::write_ending() {
    auto& queue = parts_.queue;
    if (const auto* outcome = std::get_if<vod::Outcome>(&ending_))
        return queue.publish(claim_, *outcome);
    if (const auto* code = std::get_if<vod::FailureCode>(&ending_))
        return queue.fail(claim_, *code);
    if (const auto* hindrance = std::get_if<vod::Hindrance>(&ending_))
        return queue.put_off(claim_, *hindrance);
    if (std::holds_alternative<Done>(ending_)) return queue.complete(claim_);
    if (is_stopping_) return queue.give_back(claim_);
    return queue.put_off(claim_, outage("the object store or the database is away"));
}

}  // namespace freshet::work
