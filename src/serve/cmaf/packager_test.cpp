#include "serve/cmaf/packager.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "serve/cmaf/testing/publisher.hpp"
#include "wire/hls/playlist_reader.hpp"

namespace freshet::cmaf {
namespace {

using namespace std::chrono_literals;
using media::Kind;
using media::MediaTime;

const WallTime wall_start = *from_rfc3339("2026-01-31T12:00:00Z");

/// A packager, and a publisher of 25 pictures a second with a keyframe each 2 s and of AAC.
class Packaging : public ::testing::Test {
protected:
    explicit Packaging(Config config = {.window = {.list_size = 100}})
        : packager_("e1", config, presentation_) {
        packager_.on_epoch(wall_start);
    }

    struct Span {
        MediaTime from{};
        MediaTime to{};
        bool video = true;
        bool audio = true;
        bool discontinuity = false;  // Of each track's first frame.
        MediaTime gop = 2s;
        std::size_t frame_bytes = 100;
    };

    void publish(const Span& span) {
        std::multimap<MediaTime, media::FramePtr> frames;
        const auto add = [&](const media::TrackPtr& track, MediaTime step, MediaTime gop) {
            for (MediaTime time = span.from; time < span.to; time += step) {
                frames.emplace(time, testing::make_frame(
                                         {.track = track,
                                          .dts = time,
                                          .keyframe = (time - span.from) % gop < step,
                                          .discontinuity = span.discontinuity && time == span.from,
                                          .size = span.frame_bytes}));
            }
        };
        if (span.video) add(video_, 40ms, span.gop);
        if (span.audio) add(audio_, 21'333us, 21'333us);
        for (const auto& [time, frame] : frames) packager_.on_frame(frame);
    }

    [[nodiscard]] std::shared_ptr<const Snapshot> now() const { return presentation_->snapshot(); }

    [[nodiscard]] hls::MediaPlaylist playlist(Kind kind) const {
        const auto text = now()->of(kind).playlist;
        if (!text) return {};
        const auto playlist = hls::read_media_playlist(*text);
        EXPECT_TRUE(playlist) << playlist.error().message() << "\n" << *text;
        return playlist.value_or(hls::MediaPlaylist{});
    }

    [[nodiscard]] const std::vector<SegmentPtr>& segments(Kind kind) {
        kept_ = now();
        return kept_->of(kind).segments;
    }

    std::shared_ptr<Presentation> presentation_ = std::make_shared<Presentation>();
    media::TrackPtr video_ = testing::picture();
    media::TrackPtr audio_ = testing::sound();
    Packager packager_;
    std::shared_ptr<const Snapshot> kept_;
};

TEST_F(Packaging, video_is_cut_at_keyframes_and_sound_at_the_first_frame_from_there) {
    publish({.to = 11s});

    const auto video = segments(Kind::video);
    const auto audio = segments(Kind::audio);
    ASSERT_EQ(video.size(), 5u);
    ASSERT_EQ(audio.size(), 5u);
    for (std::size_t i = 0; i < video.size(); ++i) {
        EXPECT_EQ(video[i]->start, static_cast<int>(i) * 2s);
        EXPECT_EQ(video[i]->duration, 2s);
        EXPECT_TRUE(video[i]->parts.front().is_independent);
        EXPECT_GE(audio[i]->start, video[i]->start);
        EXPECT_LT(audio[i]->start, video[i]->start + 22ms);
    }
    EXPECT_TRUE(playlist(Kind::video).is_independent);
    EXPECT_EQ(playlist(Kind::video).target_duration_s, 2u);
    EXPECT_EQ(playlist(Kind::audio).target_duration_s, 2u);
}

TEST_F(Packaging, sound_that_arrives_before_the_picture_is_cut_where_the_picture_will_be) {
    publish({.to = 1s});
    for (MediaTime time = 1s; time < 9s; time += 1s) {
        publish({.from = time, .to = time + 1s, .video = false});
        publish(
            {.from = time, .to = time + 1s, .audio = false, .gop = time % 3s == 0s ? 2s : 100s});
    }

    const auto video = segments(Kind::video);
    const auto audio = segments(Kind::audio);
    ASSERT_GE(audio.size(), 3u);
    for (std::size_t i = 0; i < audio.size(); ++i) {
        EXPECT_GE(audio[i]->start + 1ms, video[i]->start);
        EXPECT_LT(audio[i]->start, video[i]->start + 22ms);
    }
}

TEST_F(Packaging, the_master_comes_with_the_first_segment_of_each_track) {
    publish({.to = 2s});
    EXPECT_FALSE(now()->master);

    publish({.from = 2s, .to = 3s});

    ASSERT_TRUE(now()->master);
    const auto& master = *now()->master;
    ASSERT_EQ(master.variants.size(), 1u);
    EXPECT_EQ(master.variants[0].codecs, "avc1.42c01e,mp4a.40.2");
    EXPECT_EQ(master.variants[0].width, 320u);
    EXPECT_DOUBLE_EQ(master.variants[0].frame_rate, 25);
    EXPECT_GT(master.variants[0].bandwidth, 0u);
    EXPECT_EQ(master.audio_uri, "audio.m3u8");
}

TEST_F(Packaging, sound_alone_is_cut_by_time) {
    publish({.to = 7s, .video = false});

    const auto audio = segments(Kind::audio);
    ASSERT_EQ(audio.size(), 3u);
    for (const auto& segment : audio) EXPECT_LT(std::chrono::abs(segment->duration - 2s), 22ms);
    ASSERT_TRUE(now()->master);
    EXPECT_EQ(now()->master->variants[0].uri, "audio.m3u8");
    EXPECT_TRUE(now()->master->audio_uri.empty());
}

TEST_F(Packaging, pictures_alone_need_no_sound) {
    publish({.to = 3s, .audio = false});

    ASSERT_TRUE(now()->master);
    EXPECT_TRUE(now()->master->audio_uri.empty());
    EXPECT_EQ(segments(Kind::video).size(), 1u);
}

TEST_F(Packaging, sound_that_begins_late_gets_into_a_new_master) {
    publish({.to = 3s, .audio = false});
    ASSERT_TRUE(now()->master);

    publish({.from = 4s, .to = 9s});

    EXPECT_EQ(now()->master->audio_uri, "audio.m3u8");
    EXPECT_EQ(now()->master->variants[0].codecs, "avc1.42c01e,mp4a.40.2");
    EXPECT_FALSE(playlist(Kind::audio).segments.empty());
}

TEST_F(Packaging, pictures_that_begin_late_get_into_a_new_master) {
    publish({.to = 4s, .video = false});
    ASSERT_TRUE(now()->master);

    publish({.from = 4s, .to = 9s});

    EXPECT_EQ(now()->master->variants[0].uri, "video.m3u8");
    EXPECT_EQ(now()->master->audio_uri, "audio.m3u8");
}

TEST_F(Packaging, frames_before_the_first_keyframe_are_left_out) {
    packager_.on_frame(testing::make_frame({.track = video_, .dts = 0s, .keyframe = false}));
    packager_.on_frame(testing::make_frame({.track = video_, .dts = 40ms, .keyframe = false}));
    publish({.from = 80ms, .to = 3s});

    EXPECT_EQ(segments(Kind::video).front()->start, 80ms);
}

TEST_F(Packaging, a_long_gop_is_cut_through_and_independence_not_claimed) {
    publish({.to = 30s, .gop = 8'320ms});

    const auto video = playlist(Kind::video);  // The reader checks each duration.
    EXPECT_EQ(video.target_duration_s, 2u);
    EXPECT_GE(video.segments.size(), 13u);
    EXPECT_FALSE(video.is_independent);
    EXPECT_TRUE(playlist(Kind::audio).is_independent);
    EXPECT_EQ(segments(Kind::video)[0]->bytes.file, segments(Kind::video)[1]->bytes.file);
    EXPECT_EQ(segments(Kind::video)[1]->bytes.offset, segments(Kind::video)[0]->bytes.size);
}

TEST_F(Packaging, the_target_duration_stays_when_the_gop_grows) {
    publish({.to = 10s});
    publish({.from = 10s, .to = 40s, .gop = 10s});

    EXPECT_EQ(playlist(Kind::video).target_duration_s, 2u);
    EXPECT_EQ(playlist(Kind::audio).target_duration_s, 2u);
}

TEST_F(Packaging, a_return_is_one_discontinuity_in_both_tracks_with_a_date_of_its_own) {
    publish({.to = 5s});
    packager_.on_epoch(wall_start + 300ms);
    publish({.from = 15s, .to = 20s, .discontinuity = true});

    for (const auto kind : {Kind::video, Kind::audio}) {
        const auto listed = playlist(kind).segments;
        ASSERT_EQ(listed.size(), 5u);
        EXPECT_EQ(listed[2].discontinuity, 0u);
        EXPECT_EQ(listed[3].discontinuity, 1u);
        EXPECT_EQ(listed[4].discontinuity, 1u);
        EXPECT_EQ(listed[2].program_date_time,
                  wall_start + 4s + (kind == Kind::audio ? 10ms : 0ms));
        EXPECT_EQ(listed[3].program_date_time, wall_start + 15s + 300ms);
        EXPECT_EQ(listed[3].map_uri, listed[2].map_uri) << "the configuration is the same";
    }
}

TEST_F(Packaging, a_new_codec_of_one_track_is_a_discontinuity_of_both_and_a_new_header) {
    publish({.to = 5s});
    video_ = testing::other_picture();
    publish({.from = 5s, .to = 10s});

    const auto video = playlist(Kind::video).segments;
    const auto audio = playlist(Kind::audio).segments;
    ASSERT_EQ(video.size(), 5u);
    ASSERT_EQ(audio.size(), 5u);
    EXPECT_EQ(video[3].map_uri, "v-e1-init1.mp4");
    EXPECT_EQ(video[3].discontinuity, 1u);
    EXPECT_EQ(audio[3].map_uri, "a-e1-init0.mp4");
    EXPECT_EQ(audio[3].discontinuity, 1u);
    EXPECT_TRUE(now()->files.contains("v-e1-init0.mp4"));
    EXPECT_EQ(now()->master->variants[0].width, 1920u);
}

TEST_F(Packaging, a_new_codec_of_the_sound_is_joined_at_a_keyframe) {
    publish({.to = 5s});
    audio_ = testing::make_track(media::Codec::aac, "1210");
    publish({.from = 5s, .to = 10s, .video = false});
    publish({.from = 6s, .to = 12s, .audio = false});

    const auto video = segments(Kind::video);
    const auto first = std::ranges::find_if(
        video, [](const auto& segment) { return segment->discontinuity == 1; });
    ASSERT_NE(first, video.end());
    EXPECT_TRUE((*first)->parts.front().is_independent);
    EXPECT_EQ(playlist(Kind::audio).segments.back().discontinuity, 1u);
}

TEST_F(Packaging, the_end_lists_what_is_left) {
    publish({.to = 5s});
    packager_.on_end();

    EXPECT_TRUE(playlist(Kind::video).has_ended);
    EXPECT_TRUE(playlist(Kind::audio).has_ended);
    EXPECT_EQ(segments(Kind::video).back()->duration, 1s);
    EXPECT_TRUE(now()->has_ended);
}

TEST_F(Packaging, a_stream_shorter_than_a_segment_is_a_presentation_too) {
    publish({.to = 3'600ms, .gop = 100s});
    packager_.on_end();

    ASSERT_TRUE(now()->master);
    EXPECT_EQ(playlist(Kind::video).target_duration_s, 4u);
    EXPECT_EQ(playlist(Kind::video).segments.size(), 1u);
}

TEST_F(Packaging, sound_goes_on_while_the_picture_is_silent) {
    publish({.to = 4s});
    publish({.from = 4s, .to = 40s, .video = false});
    publish({.from = 40s, .to = 46s});

    EXPECT_GE(playlist(Kind::audio).segments.size(), 20u);
    EXPECT_FALSE(playlist(Kind::video).segments.empty());
    EXPECT_EQ(segments(Kind::video).back()->start, 42s);
}

class PackagingWithinLimits : public Packaging {
protected:
    PackagingWithinLimits()
        : Packaging({.window = {.list_size = 3, .kept_after_list = 2, .bytes_max = 700'000}}) {}
};

TEST_F(PackagingWithinLimits, old_segments_leave_the_list_and_later_the_files) {
    publish({.to = 21s});

    const auto video = playlist(Kind::video);
    EXPECT_EQ(video.segments.size(), 3u);
    EXPECT_EQ(video.media_sequence, 7u);
    EXPECT_TRUE(now()->files.contains("v-e1-5.m4s"));
    EXPECT_FALSE(now()->files.contains("v-e1-4.m4s"));
    EXPECT_TRUE(now()->files.contains("v-e1-init0.mp4"));
}

TEST_F(PackagingWithinLimits, no_name_is_ever_used_twice_and_sequences_only_rise) {
    std::map<std::string, const net::MemoryFile*> files;
    std::vector<std::shared_ptr<const Snapshot>> all;
    std::uint64_t sequence = 0;
    for (MediaTime time{}; time < 40s; time += 1s) {
        publish({.from = time, .to = time + 1s, .discontinuity = time % 7s == 3s, .gop = 1s});
        all.push_back(now());
        for (const auto& [name, file] : all.back()->files) {
            const auto [place, is_new] = files.try_emplace(name, file.file.get());
            EXPECT_EQ(place->second, file.file.get()) << name;
        }
        const auto next = playlist(Kind::video).media_sequence;
        EXPECT_GE(next, sequence);
        sequence = next;
    }
}

TEST_F(PackagingWithinLimits, memory_is_bounded_in_bytes) {
    publish({.to = 12s, .frame_bytes = 8'000});

    std::set<const net::MemoryFile*> files;
    std::size_t bytes = 0;
    for (const auto& segment : segments(Kind::video)) {
        if (files.insert(segment->bytes.file.get()).second) bytes += segment->bytes.file->size();
    }
    EXPECT_LE(bytes, 700'000u);
    EXPECT_FALSE(playlist(Kind::video).segments.empty());
}

}  // namespace
}  // namespace freshet::cmaf
