#include "wire/flv/file_reader.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "wire/flv/error.hpp"
#include "wire/flv/tag_writer.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::flv {
namespace {

using freshet::testing::from_hex;

struct Read {
    std::vector<Tag> tags;
    ErrorCode error;
};

Read read_all(ByteSpan input, std::size_t cut, FileReader::Limits limits = {}) {
    FileReader reader(limits);
    Read read;
    for (std::size_t at = 0; at < input.size(); at += cut) {
        reader.feed(input.subspan(at, std::min(cut, input.size() - at)));
        while (true) {
            auto tag = reader.next();
            if (!tag) read.error = tag.error();
            if (!tag || !*tag) break;
            read.tags.push_back(std::move(**tag));
        }
    }
    return read;
}

Bytes stream_of(TagType type, ByteSpan body, std::uint32_t timestamp_ms) {
    auto bytes = file_header(true, true);
    for (int i = 0; i < 2; ++i) {
        append_tag_head(bytes, type, body.size(), timestamp_ms);
        append(bytes, body);
        append_tag_tail(bytes, body.size());
    }
    return bytes;
}

TEST(FileReader, gives_the_same_tags_however_the_input_is_cut) {
    const auto body = from_hex("1701000000aabb");
    const auto input = stream_of(TagType::video, body, 0x0a0b0c0d);

    for (std::size_t cut = 1; cut <= input.size(); ++cut) {
        const auto read = read_all(input, cut);

        ASSERT_EQ(read.tags.size(), 2u) << "cut every " << cut << " bytes";
        EXPECT_FALSE(read.error);
        EXPECT_EQ(read.tags[1].type, 9);
        EXPECT_EQ(read.tags[1].timestamp_ms, 0x0a0b0c0du);
        EXPECT_TRUE(std::ranges::equal(read.tags[1].body.bytes(), body));
    }
}

TEST(FileReader, takes_longer_headers_empty_tags_and_back_pointers_of_0) {
    const auto input =
        from_hex("464c56 01 05 0000000b ffff 00000000  08 000000 000000 00 000000 00000000");

    const auto read = read_all(input, input.size());

    EXPECT_FALSE(read.error);
    ASSERT_EQ(read.tags.size(), 1u);
    EXPECT_TRUE(read.tags[0].body.empty());
}

TEST(FileReader, refuses_what_is_not_flv) {
    for (const auto* hex :
         {"474c56", "464c56 02 05 00000009", "464c56 01 05 00000008", "464c56 01 05 ffffffff"}) {
        const auto input = from_hex(hex);
        EXPECT_EQ(read_all(input, input.size()).error, Errc::not_flv) << hex;
    }
}

TEST(FileReader, refuses_tags_that_are_encrypted_or_whose_back_pointer_lies) {
    auto encrypted = stream_of(TagType::video, from_hex("aa"), 0);
    encrypted[13] |= std::byte{0x20};
    auto lying = stream_of(TagType::video, from_hex("aa"), 0);
    lying[13 + 11 + 1 + 3] = std::byte{13};

    EXPECT_EQ(read_all(encrypted, 100).error, Errc::bad_tag);
    EXPECT_EQ(read_all(lying, 100).error, Errc::bad_tag);
}

TEST(FileReader, refuses_a_tag_beyond_its_limit_before_it_has_come) {
    auto input = file_header(true, false);
    append_tag_head(input, TagType::video, 101, 0);

    EXPECT_EQ(read_all(input, input.size(), {.tag_bytes_max = 100}).error, Errc::tag_too_large);
    EXPECT_FALSE(read_all(input, input.size(), {.tag_bytes_max = 101}).error);
}

}  // namespace
}  // namespace freshet::flv
