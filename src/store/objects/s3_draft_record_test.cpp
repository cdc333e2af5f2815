#include "store/objects/s3_draft_record.hpp"

#include <gtest/gtest.h>

namespace freshet::objects {
namespace {

S3DraftRecord some_record() {
    return {.upload = "2~abc", .parts = {{"\"e1\"", 8}, {"\"e2\"", 5}}, .tail = to_bytes("a\nb\n")};
}

TEST(S3DraftRecord, reads_what_it_writes) {
    const S3DraftRecord empty{.upload = "", .parts = {}, .tail = {}};

    EXPECT_EQ(S3DraftRecord::parse(some_record().to_bytes()), some_record());
    EXPECT_EQ(S3DraftRecord::parse(empty.to_bytes()), empty);
    EXPECT_EQ(some_record().parts_bytes(), 13u);
}

TEST(S3DraftRecord, is_nothing_unless_its_head_is_whole) {
    const auto whole = some_record().to_bytes();
    const auto head = whole.size() - some_record().tail.size();

    for (std::size_t cut = 0; cut < head; ++cut) {
        EXPECT_FALSE(S3DraftRecord::parse(ByteSpan(whole).first(cut))) << cut;
    }
    for (const auto* text : {"freshet draft 2\n\n0\n", "freshet draft 1\n\n1\n8 e\n",
                             "freshet draft 1\nid\n-1\n", "freshet draft 1\nid\n10001\n",
                             "freshet draft 1\nid\n1\ne\n", "freshet draft 1\nid\n1\nx e\n"}) {
        EXPECT_FALSE(S3DraftRecord::parse(as_bytes(text))) << text;
    }
}

TEST(S3RecordName, is_no_key_and_comes_in_the_order_of_keys_and_sizes) {
    const auto name = [](std::string_view key, std::uint64_t size) {
        return S3RecordName{.key = Key::parse(key).value(), .size = size}.text();
    };

    EXPECT_EQ(name("uploads/a", 12), ".drafts/uploads/a,00000000000000000012");
    EXPECT_FALSE(Key::parse(name("uploads/a", 12)));
    EXPECT_LT(name("a", 9), name("a", 10));
    for (const auto* next : {"a-b", "a.b", "a/b", "a0", "b"}) {
        EXPECT_LT(name("a", UINT64_MAX), S3RecordName::end_of(Key::parse("a").value()));
        EXPECT_LT(S3RecordName::end_of(Key::parse("a").value()), name(next, 0)) << next;
    }
}

TEST(S3RecordName, reads_what_it_writes_and_nothing_else) {
    const auto read = S3RecordName::parse(".drafts/uploads/a,00000000000000000012");

    ASSERT_TRUE(read);
    EXPECT_EQ(read->key.text(), "uploads/a");
    EXPECT_EQ(read->size, 12u);
    for (const auto* text : {"", "uploads/a,1", ".drafts/", ".drafts/a", ".drafts/a,", ".drafts/,1",
                             ".drafts/a,b", ".drafts/A,1"}) {
        EXPECT_FALSE(S3RecordName::parse(text)) << text;
    }
}

}  // namespace
}  // namespace freshet::objects
