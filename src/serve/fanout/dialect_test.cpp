#include "serve/fanout/dialect.hpp"

#include <gtest/gtest.h>

namespace freshet::fanout {
namespace {

TEST(Framed, copies_a_small_payload_into_one_piece) {
    const Slice payload(Bytes(worth_copying_bytes_max, std::byte{'p'}));

    const auto pieces = framed(to_bytes("head"), payload, to_bytes("tail"));

    ASSERT_EQ(pieces.size(), 1u);
    EXPECT_EQ(as_text(pieces[0].bytes()),
              "head" + std::string(worth_copying_bytes_max, 'p') + "tail");
}

TEST(Framed, shares_a_large_payload) {
    const Slice payload(Bytes(worth_copying_bytes_max + 1, std::byte{'p'}));

    const auto pieces = framed(to_bytes("head"), payload, to_bytes("tail"));

    ASSERT_EQ(pieces.size(), 3u);
    EXPECT_EQ(as_text(pieces[0].bytes()), "head");
    EXPECT_EQ(pieces[1].bytes().data(), payload.bytes().data());
    EXPECT_EQ(as_text(pieces[2].bytes()), "tail");
}

}  // namespace
}  // namespace freshet::fanout
