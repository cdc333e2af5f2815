#include "work/maker.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ffmpeg/error.hpp"
#include "ffmpeg/progress_reader.hpp"
#include "work/files.hpp"

namespace freshet::work {

namespace {

using namespace std::chrono_literals;

// Where a player cannot begin for so long, seeking is no pleasure. A little more than is promised:
// what encoders call ten seconds.
constexpr std::chrono::milliseconds keyframes_apart_max = 10'500ms;

// Of a WebP without a picture in it there are the heads of its chunks.
constexpr std::uint64_t picture_bytes_min = 20;

constexpr std::string_view audio_name = "audio";

const MadeRendition* find(const std::vector<MadeRendition>& tracks, vod::RenditionKind kind) {
    const auto found = std::ranges::find_if(
        tracks, [kind](const auto& track) { return track.rendition.kind == kind; });
    return found == tracks.end() ? nullptr : &*found;
}

std::chrono::milliseconds duration_of(const std::vector<MadeRendition>& tracks) {
    auto start = tracks.front().start;
    auto end = tracks.front().end;
    for (const auto& track : tracks) {
        start = std::min(start, track.start);
        end = std::max(end, track.end);
    }
    return end - start;
}

/// Clockwise, from what ffprobe says the other way round; a quarter at a time.
std::uint32_t rotation_of(const ffmpeg::StreamFacts& stream) {
    const auto turns = std::lround(-stream.rotation / 90.0);
    return static_cast<std::uint32_t>(((turns % 4) + 4) % 4 * 90);
}

const ffmpeg::StreamFacts* find_stream(const ffmpeg::FileFacts& facts, unsigned index) {
    const auto found = std::ranges::find(facts.streams, index, &ffmpeg::StreamFacts::index);
    return found == facts.streams.end() ? nullptr : &*found;
}

vod::MediaFacts describe(const Looked& looked, const std::vector<MadeRendition>& tracks) {
    vod::MediaFacts facts{.duration = duration_of(tracks), .container = looked.facts.container};
    if (const auto* picture = find(tracks, vod::RenditionKind::video)) {
        facts.has_video = true;
        facts.width = picture->rendition.width;
        facts.height = picture->rendition.height;
        facts.frame_rate = picture->rendition.frame_rate;
    }
    facts.has_audio = find(tracks, vod::RenditionKind::audio) != nullptr;
    const auto& plan = looked.plan;
    if (const auto* stream =
            plan.picture ? find_stream(looked.facts, plan.picture->stream) : nullptr) {
        facts.video_codec = stream->codec;
        facts.rotation = rotation_of(*stream);
    }
    if (const auto* stream = plan.sound ? find_stream(looked.facts, plan.sound->stream) : nullptr)
        facts.audio_codec = stream->codec;
    return facts;
}

/// Whether a copy of the picture is worth nothing, though an encoded one may be.
bool is_poor_copy(const ffmpeg::Plan& plan, const Result<std::vector<MadeRendition>>& tracks) {
    if (!plan.picture || plan.picture->is_encoded) return false;
    if (!tracks) return tracks.error() == ffmpeg::Errc::damaged;
    const auto* picture = find(*tracks, vod::RenditionKind::video);
    return picture == nullptr || picture->longest_segment > keyframes_apart_max;
}

}  // namespace

asio::awaitable<Result<Looked>> Maker::look(ffmpeg::Workspace workspace) {
    auto facts = co_await tools_.probe(std::move(workspace));
    if (!facts) co_return std::unexpected(facts.error());
    auto plan = ffmpeg::judge(*facts);
    if (!plan) co_return std::unexpected(plan.error());
    co_return Looked{.facts = std::move(*facts), .plan = std::move(*plan)};
}

asio::awaitable<Result<Made>> Maker::make(ffmpeg::Workspace workspace, Looked looked,
                                          OnPercent on_percent, OnSlow on_slow) {
    auto tracks = co_await make_tracks(workspace, looked.plan, on_percent);
    if (is_poor_copy(looked.plan, tracks)) {
        const auto agreed = co_await on_slow();
        if (!agreed) co_return std::unexpected(agreed.error());
        looked.plan = ffmpeg::with_encoded_picture(looked.plan, looked.facts);
        co_await net::offload(files_, [folder = workspace.made()] {
            std::filesystem::remove_all(folder);
            std::filesystem::create_directory(folder);
        });
        tracks = co_await make_tracks(workspace, looked.plan, on_percent);
    }
    if (!tracks) co_return std::unexpected(tracks.error());
    Made made{.facts = describe(looked, *tracks), .renditions = std::move(*tracks)};
    if (made.facts.duration > ffmpeg::VideoLimits{}.duration_max)
        co_return fail(ffmpeg::Errc::too_long);
    made.has_thumbnail = co_await make_thumbnail(workspace, looked.plan, made.facts.duration);
    co_return made;
}

asio::awaitable<Result<std::vector<MadeRendition>>> Maker::make_tracks(ffmpeg::Workspace workspace,
                                                                       ffmpeg::Plan plan,
                                                                       OnPercent on_percent) {
    const auto tell = [on_percent, whole = plan.duration](std::chrono::microseconds done) {
        on_percent(ffmpeg::percent_of(done, whole));
    };
    const auto made = co_await tools_.run(ffmpeg::make_command(plan), workspace,
                                          ffmpeg::limits_of(plan, workspace.source_bytes), tell);
    if (!made) co_return std::unexpected(made.error());

    const auto progressive = workspace.made() / ffmpeg::progressive_file;
    const auto bytes =
        co_await net::offload(files_, [progressive] { return size_of(progressive); });
    const ffmpeg::TrackFiles names{.picture = plan.picture ? plan.picture->name() : "",
                                   .sound = plan.sound ? std::string(audio_name) : ""};
    const auto split =
        co_await tools_.run(ffmpeg::split_command(names), workspace, ffmpeg::limits_of_step(bytes));
    if (!split) co_return std::unexpected(split.error());
    std::vector<MadeRendition> tracks;
    for (const auto& name : {names.picture, names.sound}) {
        if (name.empty()) continue;
        auto track = co_await index(workspace, name);
        if (!track) co_return std::unexpected(track.error());
        tracks.push_back(std::move(*track));
    }
    co_return tracks;
}

/// What cannot be indexed has nothing in it that plays.
asio::awaitable<Result<MadeRendition>> Maker::index(ffmpeg::Workspace workspace, std::string name) {
    const auto file = workspace.made() / (name + ".mp4");
    const auto bytes = co_await net::offload(files_, [file] { return size_of(file); });
    const auto indexed = co_await net::offload(files_, [file] { return index_file(file); });
    if (!indexed) co_return fail(ffmpeg::Errc::damaged);
    co_return work::describe(*indexed, name, bytes);
}

/// A video without one is a video all the same.
asio::awaitable<bool> Maker::make_thumbnail(ffmpeg::Workspace workspace, ffmpeg::Plan plan,
                                            std::chrono::milliseconds duration) {
    if (plan.picture) {
        const bool is_there =
            co_await take_picture(workspace, ffmpeg::thumbnail_command(duration / 10));
        if (is_there) co_return true;
        co_return co_await take_picture(workspace, ffmpeg::first_picture_command());
    }
    if (!plan.cover) co_return false;
    co_return co_await take_picture(workspace, ffmpeg::cover_command(*plan.cover));
}

asio::awaitable<bool> Maker::take_picture(ffmpeg::Workspace workspace, ffmpeg::Command command) {
    const auto made = co_await tools_.run(std::move(command), workspace,
                                          ffmpeg::limits_of_step(std::uint64_t{8} << 20));
    if (!made) co_return false;
    const auto file = workspace.made() / ffmpeg::thumbnail_file;
    const auto bytes = co_await net::offload(files_, [file] { return size_of(file); });
    co_return bytes > picture_bytes_min;
}

}  // namespace freshet::work
