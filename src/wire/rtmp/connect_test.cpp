#include "wire/rtmp/connect.hpp"

#include <gtest/gtest.h>

#include "media/codec.hpp"
#include "wire/rtmp/command.hpp"

namespace freshet::rtmp {
namespace {

Command answer_to(const amf::Object& asked) {
    auto answer = read_command(connect_result(1, asked), {});
    EXPECT_TRUE(answer);
    return answer.value_or(Command{});
}

amf::Value encoding_in(const Command& answer) {
    return *answer.arguments.at(0).object()->find("objectEncoding");
}

TEST(ConnectResult, repeats_the_object_encoding_that_was_asked_for) {
    EXPECT_EQ(encoding_in(answer_to({{{"objectEncoding", {3.0}}}})), amf::Value{3.0});
    EXPECT_EQ(encoding_in(answer_to({{{"objectEncoding", {0.0}}}})), amf::Value{0.0});
    EXPECT_EQ(encoding_in(answer_to({{{"objectEncoding", {7.0}}}})), amf::Value{0.0});
    EXPECT_EQ(encoding_in(answer_to({})), amf::Value{0.0});
}

TEST(ConnectResult, says_nothing_of_enhanced_rtmp_to_who_did_not_ask) {
    const auto answer = answer_to({{{"app", {std::string("live")}}}});

    EXPECT_EQ(answer.object.object()->find("fourCcList"), nullptr);
    EXPECT_EQ(answer.object.object()->find("capsEx"), nullptr);
}

TEST(ConnectResult, names_the_codecs_that_we_carry_to_who_speaks_enhanced_rtmp) {
    for (const auto* name : {"fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx"}) {
        const auto answer = answer_to({{{name, {amf::Null{}}}}});
        const auto& properties = *answer.object.object();

        ASSERT_NE(properties.find("fourCcList"), nullptr) << name;
        EXPECT_EQ(properties.find("fourCcList")->array()->items.size(), media::codecs.size());
        const auto& video = *properties.find("videoFourCcInfoMap")->object();
        for (const auto* code : {"avc1", "hvc1", "av01", "vp09"})
            EXPECT_NE(video.find(code), nullptr) << code;
        const auto& audio = *properties.find("audioFourCcInfoMap")->object();
        for (const auto* code : {"mp4a", "Opus", ".mp3"})
            EXPECT_NE(audio.find(code), nullptr) << code;
        EXPECT_EQ(*properties.find("capsEx"), amf::Value{12.0});
    }
}

TEST(TextOf, gives_text_and_nothing_else) {
    const amf::Object object{{{"a", {std::string("x")}}, {"b", {1.0}}}};

    EXPECT_EQ(text_of(object, "a"), "x");
    EXPECT_EQ(text_of(object, "b"), "");
    EXPECT_EQ(text_of(object, "c"), "");
}

}  // namespace
}  // namespace freshet::rtmp
