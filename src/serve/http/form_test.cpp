#include "serve/http/form.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "serve/http/error.hpp"

namespace freshet::http {
namespace {

using namespace std::string_view_literals;

constexpr auto type = "multipart/form-data; charset=utf-8; boundary=\"a b\""sv;

const std::string body =
    "--a b\r\n"
    "Content-Disposition: form-data; name=\"title\"\r\n\r\n"
    "My; \"title\"\r\n"
    "--a b\r\n"
    "content-disposition: form-data; filename=\"a;b.png\"; name=file\r\n"
    "Content-Type: image/png\r\n\r\n"
    "bytes\r\n--a \r\n\r\nbytes\r\n"
    "--a b--\r\n";

TEST(Form, is_told_by_its_type) {
    EXPECT_TRUE(is_form("Multipart/Form-Data; boundary=x"));
    EXPECT_FALSE(is_form("multipart/mixed; boundary=x"));
    EXPECT_FALSE(is_form(""));
}

TEST(Form, has_its_parts_with_their_bytes_as_they_are) {
    const auto parts = read_form(type, body);

    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2u);
    EXPECT_EQ(parts->at(0).name, "title");
    EXPECT_EQ(parts->at(0).bytes, "My; \"title\"");
    EXPECT_EQ(parts->at(1).name, "file");
    EXPECT_EQ(parts->at(1).type, "image/png");
    EXPECT_EQ(parts->at(1).bytes, "bytes\r\n--a \r\n\r\nbytes");
}

TEST(Form, that_is_cut_anywhere_is_refused) {
    for (std::size_t size = 0; size < body.size() - 4; ++size) {
        EXPECT_EQ(error_of(read_form(type, body.substr(0, size))), Errc::malformed) << size;
    }
}

TEST(Form, that_is_none_is_refused) {
    const auto refuses = [](std::string_view content_type, std::string_view text) {
        return error_of(read_form(content_type, text)) == Errc::malformed;
    };
    constexpr auto plain = "multipart/form-data; boundary=x"sv;

    EXPECT_TRUE(refuses("multipart/form-data", body));
    EXPECT_TRUE(refuses("multipart/form-data; boundary=", body));
    EXPECT_TRUE(refuses("multipart/form-data; boundary=\"x", "--x--"));
    EXPECT_TRUE(refuses("multipart/form-data; boundary=" + std::string(71, 'x'), body));
    EXPECT_TRUE(refuses(plain, "--x\r\n\r\nno head\r\n--x--"));
    EXPECT_TRUE(refuses(plain, "--x\r\nno colon\r\n\r\n\r\n--x--"));
    EXPECT_TRUE(refuses(plain, "--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--"));
    EXPECT_FALSE(refuses(plain, "--x--"));
}

TEST(Form, of_too_many_parts_is_refused) {
    const std::string part = "\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--x";
    std::string text = "--x";
    for (int i = 0; i < 32; ++i) text += part;

    EXPECT_TRUE(read_form("multipart/form-data; boundary=x", text + "--"));
    EXPECT_FALSE(read_form("multipart/form-data; boundary=x", text + part + "--"));
}

}  // namespace
}  // namespace freshet::http
