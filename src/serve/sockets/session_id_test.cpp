#include "serve/sockets/session_id.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

TEST(SessionId, comes_back_from_its_text_with_lane_and_serial) {
    const auto id = SessionId::make(7);
    const auto text = to_string(id);

    EXPECT_EQ(text.size(), 22u);
    ASSERT_EQ(SessionId::parse(text), id);
    EXPECT_EQ(SessionId::parse(text)->lane(), 7u);
    EXPECT_EQ(SessionId::parse(text)->serial(), id.serial());
    EXPECT_NE(SessionId::make(7), id);
}

TEST(SessionId, has_one_text) {
    const auto text = to_string(SessionId::make(0));
    for (const auto& wrong : {std::string(), text.substr(1), text + "A",
                              text + "==", std::string(22, '!'), text.substr(0, 21) + "_"}) {
        EXPECT_EQ(SessionId::parse(wrong), std::nullopt) << wrong;
    }
}

}  // namespace
}  // namespace freshet::sockets
