// Packages real coded media and lets ffmpeg play it.
#include <cmath>
#include <sstream>
#include <sys/types.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "serve/cmaf/packager.hpp"
#include "serve/cmaf/testing/command.hpp"
#include "serve/cmaf/testing/mp4_source.hpp"
#include "wire/hls/playlist_reader.hpp"
#include "wire/hls/playlist_writer.hpp"

namespace freshet::cmaf {
namespace {

using media::FramePtr;
using media::Kind;
using media::MediaTime;
using std::chrono::milliseconds;
using testing::output_of;
using testing::TempDir;

constexpr std::string_view picture = "-f lavfi -i testsrc2=size=160x90:rate=25:duration=5";
constexpr std::string_view sound = "-f lavfi -i sine=frequency=440:sample_rate=48000:duration=5";
constexpr std::string_view fragmented =
    "-movflags delay_moov+default_base_moof+frag_keyframe+negative_cts_offsets";

std::vector<FramePtr> encode(const TempDir& dir, const std::string& arguments) {
    const auto file = dir.file("input.mp4");
    const auto said =
        output_of(fmt::format("ffmpeg -v error -y {} {} {}", arguments, fragmented, file));
    EXPECT_EQ(said, "");
    return testing::Mp4Source(testing::read_file(file)).frames();
}

/// As RTMP brings them: whole milliseconds, composition offsets that are not negative.
std::vector<FramePtr> as_published(const std::vector<FramePtr>& frames) {
    MediaTime lead{};
    for (const auto& frame : frames) lead = std::max(lead, frame->dts - frame->pts);
    std::vector<FramePtr> published;
    for (const auto& frame : frames) {
        auto copy = *frame;
        const auto delay = copy.kind() == Kind::video ? lead : MediaTime::zero();
        copy.dts = std::chrono::round<milliseconds>(copy.dts);
        copy.pts = std::chrono::round<milliseconds>(copy.pts + delay);
        published.push_back(std::make_shared<const media::Frame>(std::move(copy)));
    }
    return published;
}

std::shared_ptr<const Snapshot> package(const std::vector<FramePtr>& frames) {
    auto presentation = std::make_shared<Presentation>();
    Packager packager("test", {.window = {.list_size = 100}}, presentation);
    packager.on_epoch(WallTime(std::chrono::seconds(1'800'000'000)));
    for (const auto& frame : frames) packager.on_frame(frame);
    packager.on_end();
    return presentation->snapshot();
}

Bytes bytes_of(const FileRange& range) {
    Bytes bytes(range.size);
    const auto size =
        ::pread(range.file->fd(), bytes.data(), bytes.size(), static_cast<off_t>(range.offset));
    EXPECT_EQ(size, static_cast<ssize_t>(range.size));
    return bytes;
}

/// Writes the presentation as a folder; gives the master playlist's name.
std::string write_all(const TempDir& dir, const Snapshot& snapshot) {
    for (const auto& [name, range] : snapshot.files)
        testing::write_file(dir.file(name), bytes_of(range));
    for (const auto kind : {Kind::video, Kind::audio}) {
        const auto& playlist = snapshot.of(kind).playlist;
        if (!playlist) continue;
        EXPECT_TRUE(hls::read_media_playlist(*playlist)) << *playlist;
        testing::write_file(dir.file(kind == Kind::video ? "video.m3u8" : "audio.m3u8"),
                            as_bytes(*playlist));
    }
    EXPECT_TRUE(snapshot.master);
    const auto master = hls::write(*snapshot.master);
    EXPECT_TRUE(hls::read_master_playlist(master)) << master;
    testing::write_file(dir.file("master.m3u8"), as_bytes(master));
    return dir.file("master.m3u8");
}

struct Times {
    std::vector<double> pts_s;
    std::vector<double> dts_s;
};

/// The packets of one kind of track as ffprobe sees them.
Times probe(const std::string& file, Kind kind) {
    std::istringstream lines(output_of(fmt::format(
        "ffprobe -v error -select_streams {} -show_entries packet=pts_time,dts_time -of csv=p=0 {}",
        kind == Kind::video ? 'v' : 'a', file)));
    Times times;
    for (std::string line; std::getline(lines, line);) {
        const auto comma = line.find(',');
        times.pts_s.push_back(std::stod(line));
        times.dts_s.push_back(std::stod(line.substr(comma + 1)));
    }
    return times;
}

/// A header and all segments behind each other are one file that says what went in.
void expect_same_times(const TempDir& dir, const Snapshot& snapshot,
                       const std::vector<FramePtr>& frames, Kind kind, double tolerance_s) {
    const auto& rendition = snapshot.of(kind);
    ASSERT_FALSE(rendition.segments.empty());
    auto whole = bytes_of(snapshot.files.at(rendition.segments.front()->init_name));
    for (const auto& segment : rendition.segments) append(whole, bytes_of(segment->bytes));
    const auto file = dir.file("whole.mp4");
    testing::write_file(file, whole);
    EXPECT_EQ(output_of(fmt::format("ffmpeg -v error -copyts -i {} -f null -", file)), "");

    const auto times = probe(file, kind);
    std::size_t i = 0;
    for (const auto& frame : frames) {
        if (frame->kind() != kind) continue;
        ASSERT_LT(i, times.pts_s.size());
        ASSERT_NEAR(times.pts_s[i], std::chrono::duration<double>(frame->pts).count(), tolerance_s)
            << i;
        ASSERT_NEAR(times.dts_s[i], std::chrono::duration<double>(frame->dts).count(), tolerance_s)
            << i;
        ++i;
    }
    EXPECT_EQ(i, times.pts_s.size());
}

std::size_t count_of(const std::vector<FramePtr>& frames, Kind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        frames, [&](const FramePtr& frame) { return frame->kind() == kind; }));
}

void expect_plays(const std::string& arguments) {
    const TempDir dir;
    const auto frames = as_published(encode(dir, arguments));
    ASSERT_FALSE(frames.empty());

    const auto snapshot = package(frames);

    const auto master = write_all(dir, *snapshot);
    EXPECT_EQ(output_of("ffmpeg -v error -i " + master + " -f null -"), "");
    for (const auto kind : {Kind::video, Kind::audio}) {
        const auto count = count_of(frames, kind);
        EXPECT_EQ(probe(master, kind).pts_s.size(), count);
        if (count > 0)
            expect_same_times(dir, *snapshot, frames, kind, kind == Kind::video ? 0.0005 : 0.016);
    }
}

TEST(Playback, h264_with_b_frames_and_aac) {
    expect_plays(
        fmt::format("{} {} -c:v libx264 -preset ultrafast -bf 2 -g 50 -c:a aac", picture, sound));
}

TEST(Playback, h264_whose_gop_is_longer_than_the_segments) {
    expect_plays(
        fmt::format("{} {} -c:v libx264 -preset ultrafast -g 250 -c:a aac", picture, sound));
}

TEST(Playback, h264_alone) {
    expect_plays(fmt::format("{} -c:v libx264 -preset ultrafast -g 25", picture));
}

TEST(Playback, aac_alone) { expect_plays(fmt::format("{} -c:a aac -ar 44100", sound)); }

TEST(Playback, mp3_alone) {
    expect_plays(fmt::format("{} -c:a libmp3lame -ar 44100 -ac 2", sound));
}

TEST(Playback, hevc_and_opus) {
    expect_plays(
        fmt::format("{} {} -c:v libx265 -preset ultrafast -tag:v hvc1 -x265-params "
                    "log-level=none:keyint=50:pools=1 -c:a libopus",
                    picture, sound));
}

TEST(Playback, av1_and_opus) {
    expect_plays(fmt::format("{} {} -c:v libaom-av1 -cpu-used 8 -usage realtime -g 50 -c:a libopus",
                             picture, sound));
}

TEST(Playback, vp9_and_opus) {
    expect_plays(fmt::format(
        "{} {} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 50 -c:a libopus", picture, sound));
}

}  // namespace
}  // namespace freshet::cmaf
