#include "wire/tus/request.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "wire/tus/error.hpp"

namespace freshet::tus {
namespace {

using Given = std::map<std::string, std::string, std::less<>>;

Fields fields_of(Given given) {
    return [given = std::move(given)](std::string_view name) -> std::optional<std::string_view> {
        const auto found = given.find(name);
        if (found == given.end()) return std::nullopt;
        return found->second;
    };
}

ErrorCode refusal_of_creation(Given given) {
    const auto creation = read_creation(fields_of(std::move(given)));
    return creation ? ErrorCode() : creation.error();
}

ErrorCode refusal_of_continuation(Given given) {
    given.emplace("Content-Type", bytes_type);
    const auto continuation = read_continuation(fields_of(std::move(given)));
    return continuation ? ErrorCode() : continuation.error();
}

TEST(TusRequest, of_another_version_is_not_looked_at) {
    EXPECT_TRUE(check_version(fields_of({{"Tus-Resumable", "1.0.0"}})));
    EXPECT_EQ(check_version(fields_of({{"Tus-Resumable", "0.2.2"}})).error(),
              Errc::unsupported_version);
    EXPECT_EQ(check_version(fields_of({})).error(), Errc::unsupported_version);
}

TEST(TusCreation, says_its_length_and_its_metadata) {
    const auto creation = read_creation(fields_of(
        {{"Upload-Length", "100"},
         {"Upload-Metadata", "filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential"}}));
    ASSERT_TRUE(creation);
    EXPECT_EQ(creation->length, 100u);
    EXPECT_EQ(creation->metadata.get("filename"), "world_domination_plan.pdf");
    EXPECT_EQ(creation->metadata.get("is_confidential"), "");
    EXPECT_FALSE(creation->has_bytes);
}

TEST(TusCreation, may_be_of_nothing_and_of_a_length_that_nobody_knows_yet) {
    EXPECT_EQ(read_creation(fields_of({{"Upload-Length", "0"}}))->length, 0u);
    EXPECT_EQ(read_creation(fields_of({{"Upload-Defer-Length", "1"}}))->length, std::nullopt);
}

TEST(TusCreation, may_bring_the_first_bytes_with_their_checksum) {
    const auto creation =
        read_creation(fields_of({{"Upload-Length", "11"},
                                 {"Content-Type", "Application/offset+octet-stream; x=1"},
                                 {"Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="}}));
    ASSERT_TRUE(creation);
    EXPECT_TRUE(creation->has_bytes);
    EXPECT_EQ(to_hex(creation->checksum->digest), "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed");
}

TEST(TusCreation, that_does_not_say_how_long_it_is_or_says_it_oddly_is_refused) {
    for (const auto* odd : {"", "-1", "+1", "1x", " 1", "1e3", "0x10", "99999999999999999999"}) {
        EXPECT_EQ(refusal_of_creation({{"Upload-Length", odd}}), Errc::malformed) << odd;
    }
    EXPECT_EQ(refusal_of_creation({}), Errc::malformed);
    EXPECT_EQ(refusal_of_creation({{"Upload-Defer-Length", "2"}}), Errc::malformed);
    EXPECT_EQ(refusal_of_creation({{"Upload-Defer-Length", "1"}, {"Upload-Length", "1"}}),
              Errc::malformed);
}

TEST(TusCreation, out_of_others_is_refused) {
    EXPECT_EQ(refusal_of_creation({{"Upload-Length", "1"}, {"Upload-Concat", "partial"}}),
              Errc::no_concatenation);
}

TEST(TusContinuation, says_where_it_goes_on) {
    const auto continuation =
        read_continuation(fields_of({{"Content-Type", std::string(bytes_type)},
                                     {"Upload-Offset", "70"},
                                     {"Upload-Length", "100"}}));
    ASSERT_TRUE(continuation);
    EXPECT_EQ(continuation->offset, 70u);
    EXPECT_EQ(continuation->length, 100u);
    EXPECT_EQ(continuation->checksum, std::nullopt);
}

TEST(TusContinuation, without_an_offset_or_with_another_type_is_refused) {
    EXPECT_EQ(refusal_of_continuation({}), Errc::malformed);
    EXPECT_EQ(refusal_of_continuation({{"Upload-Offset", "-5"}}), Errc::malformed);
    EXPECT_EQ(refusal_of_continuation({{"Upload-Offset", "0"}, {"Upload-Length", "x"}}),
              Errc::malformed);
    EXPECT_EQ(read_continuation(fields_of({{"Upload-Offset", "0"}})).error(),
              Errc::wrong_content_type);
}

TEST(TusChecksum, is_of_a_known_algorithm_and_of_its_size) {
    EXPECT_EQ(read_checksum("crc32 AAAAAA==").error(), Errc::unknown_checksum);
    EXPECT_EQ(read_checksum("SHA1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").error(), Errc::unknown_checksum);
    EXPECT_EQ(read_checksum("sha1 AAAA").error(), Errc::malformed);
    EXPECT_EQ(read_checksum("sha1 not base64!").error(), Errc::malformed);
    EXPECT_EQ(read_checksum("sha1").error(), Errc::malformed);
    EXPECT_EQ(read_checksum("sha256 " + to_base64(Bytes(32)))->algorithm, Algorithm::sha256);
    EXPECT_EQ(read_checksum("md5 " + to_base64(Bytes(16)))->algorithm, Algorithm::md5);
}

}  // namespace
}  // namespace freshet::tus
