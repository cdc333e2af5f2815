#include "wire/multipart/form_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "wire/multipart/error.hpp"

namespace freshet::multipart {
namespace {

struct Part {
    std::string name;
    std::string bytes;
    bool ended = false;

    bool operator==(const Part&) const = default;
};

struct Reading {
    std::vector<Part> parts;
    ErrorCode error;
    bool done = false;
};

/// What reading a form, which arrives `cut` bytes at a time, came to.
Reading read(std::string_view form, std::size_t cut = 1 << 20, FormReader::Limits limits = {}) {
    FormReader reader("xYz", limits);
    Reading reading;
    while (!form.empty() && !reading.error) {
        reader.feed(as_bytes(form.substr(0, cut)));
        form.remove_prefix(std::min(cut, form.size()));
        while (true) {
            const auto event = reader.next();
            if (!event) reading.error = event.error();
            if (!event || !*event) break;
            if (const auto* began = std::get_if<PartBegan>(&**event))
                reading.parts.push_back({.name = began->head.name, .bytes = {}});
            if (const auto* more = std::get_if<PartBytes>(&**event))
                reading.parts.back().bytes += as_text(more->bytes);
            if (std::holds_alternative<PartEnded>(**event)) reading.parts.back().ended = true;
        }
    }
    if (const auto finished = reader.finish(); !finished) reading.error = finished.error();
    reading.done = reader.is_done();
    return reading;
}

std::string part(std::string_view name, std::string_view bytes) {
    return "--xYz\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" +
           std::string(bytes) + "\r\n";
}

TEST(FormReader, tells_the_parts_however_they_are_cut) {
    // Bytes that look like a delimiter for a while.
    const std::string tricky = "\r\n--xY\r\n--xYy\r\r\n\r\n--x\n--xYz\r\n-";
    const auto form =
        part("title", "A film") + part("video", tricky) + part("empty", "") + "--xYz--\r\nepilogue";
    const std::vector<Part> expected{
        {"title", "A film", true}, {"video", tricky, true}, {"empty", "", true}};
    for (std::size_t cut = 1; cut <= form.size(); ++cut) {
        const auto reading = read(form, cut);
        EXPECT_FALSE(reading.error) << cut;
        EXPECT_TRUE(reading.done) << cut;
        EXPECT_EQ(reading.parts, expected) << cut;
    }
}

TEST(FormReader, takes_a_preamble_and_blanks_behind_a_boundary) {
    const auto reading =
        read("nothing\r\n--xYz \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xYz--");
    EXPECT_FALSE(reading.error);
    EXPECT_EQ(reading.parts, (std::vector<Part>{{"a", "1", true}}));
}

TEST(FormReader, may_have_no_parts) { EXPECT_TRUE(read("--xYz--\r\n").done); }

TEST(FormReader, that_ends_before_its_end_is_cut_short) {
    const auto form = part("video", "bytes") + "--xYz--";
    for (std::size_t size = 0; size < form.size(); ++size) {
        EXPECT_EQ(read(form.substr(0, size)).error, Errc::cut_short) << size;
    }
}

TEST(FormReader, gives_the_bytes_of_a_part_whose_boundary_never_comes_and_is_cut_short) {
    const auto reading = read(part("video", std::string(100'000, 'x')), 1000);
    EXPECT_EQ(reading.error, Errc::cut_short);
    EXPECT_FALSE(reading.parts.at(0).ended);
    EXPECT_GE(reading.parts.at(0).bytes.size(), 100'000u);
}

TEST(FormReader, bounds_what_stands_outside_of_the_parts) {
    EXPECT_EQ(read(std::string(70'000, 'x'), 1000).error, Errc::malformed);
    EXPECT_EQ(read("--xYz--" + std::string(70'000, 'x'), 1000).error, Errc::malformed);
}

TEST(FormReader, bounds_the_head_of_a_part_and_how_many_there_are) {
    const auto endless = "--xYz\r\nX: " + std::string(20'000, 'x');
    EXPECT_EQ(read(endless, 1000).error, Errc::head_too_large);
    EXPECT_EQ(read(endless).error, Errc::head_too_large);
    std::string many;
    for (int i = 0; i < 65; ++i) many += part("a", "1");
    EXPECT_EQ(read(many + "--xYz--").error, Errc::too_many_parts);
    EXPECT_EQ(read(many + "--xYz--", 1 << 20, {.parts_max = 65}).parts.size(), 65u);
}

TEST(FormReader, refuses_what_is_no_form) {
    for (const auto* odd : {"--xYzx\r\n\r\n\r\n", "--xYz\r\nnothing\r\n\r\n--xYz--",
                            "--xYz-x\r\n\r\n", "--xYz\r\n\r\n"}) {
        EXPECT_EQ(read(odd).error, Errc::malformed) << odd;
    }
}

TEST(FormReader, knows_which_boundary_may_be_one) {
    EXPECT_EQ(FormReader::boundary_of("Multipart/Form-Data; boundary=\"a b\""), "a b");
    EXPECT_EQ(FormReader::boundary_of("multipart/form-data;boundary=----x"), "----x");
    for (const auto& odd :
         {std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
          std::string("multipart/form-data; boundary=\"a\r\nb\""),
          std::string("multipart/form-data; boundary=\"a \""),
          std::string("multipart/mixed; boundary=a"),
          "multipart/form-data; boundary=" + std::string(71, 'x')}) {
        EXPECT_EQ(FormReader::boundary_of(odd), std::nullopt) << odd;
    }
}

}  // namespace
}  // namespace freshet::multipart
