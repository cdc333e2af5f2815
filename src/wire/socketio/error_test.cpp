#include "wire/socketio/error.hpp"

#include <gtest/gtest.h>

namespace freshet::socketio {
namespace {

TEST(SocketIoError, has_a_text_for_every_code_and_none_twice) {
    std::string last;
    for (int code = 1; code <= static_cast<int>(Errc::reserved_event); ++code) {
        const auto text = make_error_code(static_cast<Errc>(code)).message();
        EXPECT_NE(text, "unknown") << code;
        EXPECT_NE(text, last) << code;
        last = text;
    }
    EXPECT_EQ(ErrorCode(99, make_error_code(Errc::bad_payload).category()).message(), "unknown");
}

}  // namespace
}  // namespace freshet::socketio
