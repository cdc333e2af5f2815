#include "serve/api/texts.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "serve/api/problem.hpp"

namespace freshet::api {

namespace {

/// The `{names}` in a sentence.
std::multiset<std::string> params_of(std::string_view text) {
    std::multiset<std::string> names;
    while (true) {
        const auto begin = text.find('{');
        if (begin == std::string_view::npos) return names;
        const auto end = text.find('}', begin);
        names.emplace(text.substr(begin + 1, end - begin - 1));
        text.remove_prefix(end);
    }
}

TEST(Texts, every_sentence_is_there_in_every_language_with_the_same_parameters) {
    const auto& english = catalogue(Language::en);
    ASSERT_GT(english.size(), 50u);

    for (const auto language : languages) {
        EXPECT_EQ(catalogue(language).size(), english.size()) << code(language);
        for (const auto& [key, text] : english) {
            const auto& translated = catalogue(language).find(key);
            ASSERT_NE(translated, catalogue(language).end()) << code(language) << " " << key;
            EXPECT_EQ(params_of(translated->second), params_of(text))
                << code(language) << " " << key;
            EXPECT_TRUE(json::is_clean_utf8(translated->second)) << code(language) << " " << key;
            EXPECT_FALSE(translated->second.empty()) << code(language) << " " << key;
        }
    }
}

TEST(Texts, sentences_are_translated_and_not_copied) {
    for (const auto language : {Language::vi, Language::ru, Language::es}) {
        const auto same = std::ranges::count_if(catalogue(Language::en), [&](const auto& row) {
            return catalogue(language).at(row.first) == row.second;
        });
        EXPECT_EQ(same, 0) << code(language);
    }
}

TEST(Texts, every_problem_and_every_code_of_a_field_has_its_sentences) {
    for (const auto& kind : problem_kinds()) {
        EXPECT_TRUE(sentence(Language::en, std::string(kind.code) + ".title")) << kind.code;
        EXPECT_TRUE(sentence(Language::en, std::string(kind.code) + ".detail")) << kind.code;
    }
    for (const std::string name :
         {"required", "unknown", "wrong_type", "not_one_of", "out_of_range", "too_short",
          "too_long", "bad_length", "bad_format", "invalid_text", "invalid_characters", "reserved",
          "invalid_email", "unknown_category", "in_the_past", "bad_count", "unknown_channel",
          "too_far_away"}) {
        EXPECT_TRUE(sentence(Language::en, name + ".field")) << name;
    }
}

TEST(Texts, parameters_stand_where_the_sentence_wants_them) {
    EXPECT_EQ(sentence(Language::en, "bad_length.field", {{"min", "3"}, {"max", "50"}}),
              "must have 3 to 50 characters");
    EXPECT_EQ(sentence(Language::en, "wrong_type.field", {{"type", "integer"}}),
              "must be of type integer");
    EXPECT_EQ(sentence(Language::en, "no.such.key"), std::nullopt);
}

TEST(Texts, a_language_is_chosen_by_weight_and_then_by_order) {
    EXPECT_EQ(choose_language(std::nullopt), Language::en);
    EXPECT_EQ(choose_language(""), Language::en);
    EXPECT_EQ(choose_language("vi"), Language::vi);
    EXPECT_EQ(choose_language("es-419, ru;q=0.9"), Language::es);
    EXPECT_EQ(choose_language("es;q=0.5,RU;q=0.9"), Language::ru);
    EXPECT_EQ(choose_language("de;q=1.0, vi;q=0.1"), Language::vi);
    EXPECT_EQ(choose_language("ru;q=0, de"), Language::en);
    EXPECT_EQ(choose_language("*"), Language::en);
}

TEST(Texts, nonsense_chooses_english) {
    for (const auto* nonsense :
         {",,,;;;", "ru;q=", "ru;q=-1", "ru;q=2", "ru;q=x", ";q=1", "\xff"}) {
        EXPECT_EQ(choose_language(nonsense), Language::en) << nonsense;
    }
}

}  // namespace

}  // namespace freshet::api
