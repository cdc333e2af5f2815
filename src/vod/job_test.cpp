#include "vod/job.hpp"

#include <gtest/gtest.h>

#include "vod/objects.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;

TEST(Job, waits_longer_each_time_and_an_hour_at_most) {
    const std::chrono::seconds waits[] = {5s, 30s, 2min, 10min, 1h, 1h};
    for (std::uint32_t i = 0; i < std::size(waits); ++i) EXPECT_EQ(wait_after(i), waits[i]) << i;
    EXPECT_EQ(wait_after(4'000'000'000), 1h);
}

TEST(Job, that_removes_a_video_names_all_that_there_may_be_of_it) {
    const auto video = VideoId::make();

    const auto read = removal_from(to_input(removal_of(video))).value();

    EXPECT_EQ(read, removal_of(video));
    EXPECT_EQ(read.drafts, std::vector{source_key(video)});
    EXPECT_EQ(read.keys, std::vector{source_key(video)});
    EXPECT_EQ(read.prefixes, (std::vector{media_prefix(video), pictures_prefix(video)}));
    for (const auto* input : {"", "{}", "[]", "{\"keys\":[]}", "{\"keys\":7}"})
        EXPECT_FALSE(removal_from(input)) << input;
}

TEST(Job, has_words_that_are_read_as_they_are_written) {
    for (const auto kind : {JobKind::probe, JobKind::repackage, JobKind::transcode,
                            JobKind::thumbnail, JobKind::delete_})
        EXPECT_EQ(job_kind_from(to_string(kind)), kind);
    for (const auto status :
         {JobStatus::queued, JobStatus::running, JobStatus::completed, JobStatus::failed})
        EXPECT_EQ(job_status_from(to_string(status)), status);
    EXPECT_EQ(to_string(JobKind::delete_), "delete");
    EXPECT_EQ(to_string(FailureCode::source_missing), "source_missing");
    EXPECT_EQ(failure_from("source_missing"), FailureCode::source_missing);
    EXPECT_FALSE(job_kind_from("DELETE"));
}

}  // namespace
}  // namespace freshet::vod
