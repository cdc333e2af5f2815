#include "wire/rtmp/stream_address.hpp"

#include <gtest/gtest.h>

namespace freshet::rtmp {
namespace {

struct Case {
    AddressParts parts;
    std::string_view app;
    std::string_view name;
    std::string_view query;
};

TEST(StreamAddress, is_found_wherever_a_client_puts_it) {
    const Case cases[]{
        {{"live", "rtmp://h/live", "key"}, "live", "key", ""},
        {{"live", "rtmp://h/live", "key?token=a&b=c"}, "live", "key", "token=a&b=c"},
        {{"live", "rtmp://h/live", "/key/"}, "live", "key", ""},
        {{"live/", "rtmp://h/live/", "key"}, "live", "key", ""},
        {{"live/_definst_", "rtmp://h/live/_definst_", "key"}, "live", "key", ""},
        {{"live?token=a", "rtmp://h/live?token=a", "key"}, "live", "key", "token=a"},
        {{"live?token=a", "", "key?token=b"}, "live", "key", "token=b"},
        {{"live/key", "rtmp://h/live/key", ""}, "live", "key", ""},
        {{"live/key?token=a", "", ""}, "live", "key", "token=a"},
        {{"live", "rtmp://h:1935/live/key", ""}, "live", "key", ""},
        {{"live", "rtmp://h/live/key?token=a", "?token=b"}, "live", "key", "token=b"},
        {{"", "rtmp://h/live", "key"}, "live", "key", ""},
        {{"", "rtmp://h/live/key", ""}, "live", "key", ""},
        {{"live", "rtmp://h/live", ""}, "live", "", ""},
        {{"", "", ""}, "", "", ""},
        {{"///", "rtmp://h", "?"}, "", "", ""},
        {{"live", "not a url/live/key", ""}, "live", "", ""},
    };

    for (const auto& [parts, app, name, query] : cases) {
        const auto found = find_stream_address(parts);

        EXPECT_EQ(found.app, app) << parts.app << " " << parts.tc_url << " " << parts.name;
        EXPECT_EQ(found.name, name) << parts.app << " " << parts.tc_url << " " << parts.name;
        EXPECT_EQ(found.query, query) << parts.app << " " << parts.tc_url << " " << parts.name;
    }
}

}  // namespace
}  // namespace freshet::rtmp
