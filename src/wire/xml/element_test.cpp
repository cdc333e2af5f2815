#include "wire/xml/element.hpp"

#include <gtest/gtest.h>

namespace freshet::xml {
namespace {

std::optional<Element> read(std::string_view text) { return read_document(text, {}); }

TEST(XmlElement, is_read_as_servers_write_it) {
    const auto root = read(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n"
        "  <!-- two -->\n"
        "  <IsTruncated>true</IsTruncated><Empty/><Spaced a='1' b=\"2\" />"
        "<Contents><Key>a/b</Key></Contents><Contents><Key>c</Key></Contents>"
        "</ListBucketResult >\n");

    ASSERT_TRUE(root);
    EXPECT_EQ(root->name, "ListBucketResult");
    EXPECT_TRUE(root->says("IsTruncated"));
    EXPECT_FALSE(root->says("Empty"));
    ASSERT_EQ(root->children.size(), 5u);
    EXPECT_EQ(root->children[4].text_of("Key"), "c");
    EXPECT_EQ(root->text_of("None"), "");
    EXPECT_EQ(root->child("None"), nullptr);
}

TEST(XmlElement, has_its_text_without_the_writing_of_it) {
    const auto root = read("<a>&lt;b&gt; &amp;&quot;&apos;&#65;&#x20AC;<![CDATA[<c>&amp;]]></a>");

    ASSERT_TRUE(root);
    EXPECT_EQ(root->text, "<b> &\"'A\xe2\x82\xac<c>&amp;");
    EXPECT_EQ(read("<a>" + escaped("<b> &\"'") + "</a>")->text, "<b> &\"'");
}

TEST(XmlElement, drops_the_prefix_of_a_name) {
    const auto root = read("<s3:Error><s3:Code>NoSuchKey</s3:Code></s3:Error>");

    ASSERT_TRUE(root);
    EXPECT_EQ(root->name, "Error");
    EXPECT_EQ(root->text_of("Code"), "NoSuchKey");
}

TEST(XmlElement, is_refused_unless_it_is_well_formed) {
    using namespace std::string_view_literals;
    for (const auto text : {""sv,
                            " "sv,
                            "text"sv,
                            "<a>"sv,
                            "<a></b>"sv,
                            "<a><b></a></b>"sv,
                            "<a/><b/>"sv,
                            "<a/>x"sv,
                            "<a>&nbsp;</a>"sv,
                            "<a>&#0;</a>"sv,
                            "<a>&#xD800;</a>"sv,
                            "<a>&#x110000;</a>"sv,
                            "<a>&amp</a>"sv,
                            "<a>&#-1;</a>"sv,
                            "<a b></a>"sv,
                            "<a b=c></a>"sv,
                            "<a b=\"<\"/>"sv,
                            "<a b='1></a>"sv,
                            "<1/>"sv,
                            "<a:b:c/>"sv,
                            "<:a/>"sv,
                            "<a:1/>"sv,
                            "<a:/>"sv,
                            "< a/>"sv,
                            "<a><!-- </a>"sv,
                            "<a><![CDATA[</a>"sv,
                            "<a>\0</a>"sv,
                            "<a>\x01</a>"sv,
                            "<?xml <a/>"sv,
                            "<a/"sv}) {
        EXPECT_FALSE(read(text)) << text;
    }
}

TEST(XmlElement, is_refused_when_something_is_declared) {
    EXPECT_FALSE(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"));
    EXPECT_FALSE(read("<a><?php ?></a>"));
}

TEST(XmlElement, is_refused_beyond_its_limits) {
    EXPECT_TRUE(read_document("<a><b><c/></b></a>", {.depth_max = 3}));
    EXPECT_FALSE(read_document("<a><b><c/></b></a>", {.depth_max = 2}));
    EXPECT_TRUE(read_document("<a><b/><c/></a>", {.elements_max = 3}));
    EXPECT_FALSE(read_document("<a><b/><c/></a>", {.elements_max = 2}));
}

TEST(XmlElement, is_nothing_when_it_is_cut_anywhere) {
    const std::string_view whole = "<?xml version=\"1.0\"?><a b='c'>d&amp;<e><!--f--><g/></e></a>";
    ASSERT_TRUE(read(whole));

    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        EXPECT_FALSE(read(whole.substr(0, cut))) << cut;
    }
}

}  // namespace
}  // namespace freshet::xml
