#include "bench/flv_file.hpp"

#include <gmock/gmock.h>

#include "bench/flv_reader.hpp"
#include "bench/stamp.hpp"

namespace freshet::bench {
namespace {

using testing::ElementsAre;

FlvTag tag(std::uint8_t type, std::uint32_t time_ms, std::initializer_list<int> body) {
    FlvTag made;
    made.type = type;
    made.time_ms = time_ms;
    for (const int byte : body) made.body.push_back(static_cast<std::byte>(byte));
    return made;
}

const FlvTag avc_header = tag(9, 0, {0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f, 0xff});
const FlvTag aac_header = tag(8, 0, {0xaf, 0, 0x11, 0x90});
const FlvTag keyframe = tag(9, 0, {0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65});
const FlvTag sound = tag(8, 0x1000010, {0xaf, 1, 0x21});
const FlvTag end_of_sequence = tag(9, 70, {0x17, 2, 0, 0, 0});

Bytes file_of(const std::vector<FlvTag>& tags) {
    Bytes file = flv_file_head();
    for (const auto& one : tags) append_flv(file, one, one.time_ms);
    return file;
}

TEST(FlvFile, tells_setup_from_media_and_leaves_the_end_of_sequence_out) {
    const auto tags = read_flv(file_of({avc_header, aac_header, keyframe, sound, end_of_sequence}));

    ASSERT_TRUE(tags);
    std::vector<bool> setup;
    for (const auto& one : *tags) setup.push_back(one.setup);
    EXPECT_THAT(setup, ElementsAre(true, true, false, false));
    EXPECT_EQ((*tags)[3].time_ms, 0x1000010u);
}

TEST(FlvFile, puts_a_stamp_in_front_of_every_picture) {
    const auto tags = read_flv(file_of({keyframe, sound}));

    ASSERT_TRUE(tags && tags->size() == 2);
    const auto& picture = (*tags)[0];
    EXPECT_TRUE(picture.keyframe);
    EXPECT_TRUE(find_stamp(picture.body));
    EXPECT_EQ(picture.body.size(), keyframe.body.size() + make_stamp().size());
    EXPECT_FALSE((*tags)[1].stamp_at);
}

TEST(FlvFile, refuses_what_it_could_not_stamp) {
    const auto two_byte_lengths = tag(9, 0, {0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f, 0xfd});
    const auto other_codec = tag(9, 0, {0x12, 0, 0, 0, 0, 0});

    EXPECT_FALSE(read_flv(file_of({two_byte_lengths})));
    EXPECT_FALSE(read_flv(file_of({other_codec})));
    EXPECT_FALSE(read_flv(as_bytes("GIF89a and so on")));
}

TEST(FlvReader, gives_the_same_tags_however_the_input_is_cut) {
    const auto file = file_of({avc_header, keyframe, sound});
    for (std::size_t cut = 1; cut <= file.size(); ++cut) {
        FlvReader reader;
        std::vector<std::pair<int, std::size_t>> seen;
        for (std::size_t at = 0; at < file.size(); at += cut) {
            auto input = ByteSpan(file).subspan(at, std::min(cut, file.size() - at));
            while (const auto arrival = reader.take(input)) {
                seen.emplace_back(arrival->type, arrival->body_bytes);
                EXPECT_EQ(arrival->head.size(), arrival->body_bytes);
            }
        }

        EXPECT_THAT(seen, ElementsAre(std::pair(9, 10), std::pair(9, 10), std::pair(8, 3))) << cut;
        EXPECT_FALSE(reader.is_broken());
    }
}

TEST(FlvReader, sees_that_something_is_no_flv) {
    FlvReader reader;
    auto input = as_bytes("<html><head></head></html>");

    EXPECT_FALSE(reader.take(input));
    EXPECT_TRUE(reader.is_broken());
}

TEST(Arrival, tells_keyframes_and_headers) {
    const Arrival header{.type = 9, .body_bytes = 10, .head = avc_header.body};
    const Arrival picture{.type = 9, .body_bytes = 10, .head = keyframe.body};

    EXPECT_FALSE(header.is_keyframe() || header.is_coded());
    EXPECT_TRUE(picture.is_keyframe() && picture.is_coded());
}

}  // namespace
}  // namespace freshet::bench
