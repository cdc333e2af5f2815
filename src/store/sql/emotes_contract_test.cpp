#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/emotes.hpp"
#include "community/room_error.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::ChatErrc;
using community::Emote;
using community::EmoteTier;
using community::RoomErrc;
using namespace std::chrono_literals;
using test::run;

/// Files in memory.
class MemoryFiles final : public community::EmoteStore {
public:
    asio::awaitable<void> put(std::string image, Bytes file) override {
        files.emplace(std::move(image), std::move(file));
        co_return;
    }
    asio::awaitable<void> remove(std::string image) override {
        files.erase(image);
        co_return;
    }

    std::map<std::string, Bytes> files;
};

/// What is empty is no image.
asio::awaitable<Result<Bytes>> make_emote(std::shared_ptr<const Bytes> file) {
    if (file->empty()) co_return fail(RoomErrc::not_an_emoji);
    co_return *file;
}

/// What every EmoteRepository promises, seen through the class that uses it.
class EmotesContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    auto put(const std::string& code, std::optional<EmoteTier> tier = {}) {
        return run(emotes_.put({.channel = ada_.channel, .code = code, .tier = tier},
                               Bytes(1, std::byte{1})));
    }

    std::string codes(const test::Person& person) {
        std::string text;
        for (const auto& emote : run(emotes_.of_channel(person.channel))) text += emote.code + ' ';
        return text;
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    EmotesRepository repository_{*opened_.database};
    MemoryFiles store_;
    EventBus events_;
    std::size_t changes_ = 0;
    EventBus::Listener changed_ = events_.listen([this](const Event& event) {
        const auto* const emotes = std::get_if<EmotesChanged>(&event);
        if (emotes != nullptr && emotes->channel == ada_.channel) ++changes_;
    });
    community::Emotes emotes_{{.count_max = 3}, repository_, store_,
                              &make_emote,      events_,     [this] { return now_; }};
};

TEST_P(EmotesContract, what_was_put_is_found_as_it_was_written) {
    const auto put = this->put("Wave", EmoteTier::pro);

    ASSERT_TRUE(put);
    EXPECT_EQ(put->former, "");
    EXPECT_EQ(put->emote.tier, EmoteTier::pro);
    EXPECT_EQ(put->emote.created_at, now_);
    EXPECT_EQ(run(emotes_.of_channel(ada_.channel)), std::vector<Emote>{put->emote});
    EXPECT_EQ(codes(eve_), "");
    EXPECT_TRUE(store_.files.contains(put->emote.image));
    EXPECT_EQ(changes_, 1u);
}

TEST_P(EmotesContract, a_code_in_any_case_has_one_image_and_the_former_one_goes) {
    const auto first = put("wave", EmoteTier::pro);
    now_ += 1h;

    const auto second = put("WAVE");

    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->former, first->emote.image);
    EXPECT_EQ(second->emote.tier, EmoteTier::pro);
    EXPECT_EQ(second->emote.created_at, first->emote.created_at);
    EXPECT_EQ(codes(ada_), "WAVE ");
    EXPECT_EQ(store_.files.size(), 1u);
    EXPECT_TRUE(store_.files.contains(second->emote.image));
}

TEST_P(EmotesContract, a_channel_has_so_many_and_no_more) {
    for (const auto* code : {"aa", "bb", "cc"}) ASSERT_TRUE(put(code));

    EXPECT_EQ(error_of(put("dd")), RoomErrc::too_many_emotes);
    EXPECT_TRUE(put("CC"));
    EXPECT_TRUE(run(emotes_.remove(ada_.channel, "aa")));
    EXPECT_TRUE(put("dd"));
    EXPECT_EQ(codes(ada_), "bb CC dd ");
}

TEST_P(EmotesContract, refuses_what_is_no_code_no_image_and_no_channel) {
    EXPECT_EQ(error_of(put("a")), RoomErrc::invalid_emote_code);
    EXPECT_EQ(error_of(run(emotes_.put({.channel = ada_.channel, .code = "wave"}, {}))),
              RoomErrc::not_an_emoji);
    EXPECT_EQ(error_of(run(emotes_.put({.channel = ChannelId::make(), .code = "wave"},
                                       Bytes(1, std::byte{1})))),
              ChatErrc::channel_not_found);
    EXPECT_EQ(changes_, 0u);
}

TEST_P(EmotesContract, a_change_takes_what_it_names_and_finds_codes_in_any_case) {
    const auto image = put("wave")->emote.image;
    ASSERT_TRUE(put("hype"));

    const auto renamed =
        run(emotes_.change({.channel = ada_.channel, .code = "WAVE", .new_code = "Hello"}));
    const auto dearer =
        run(emotes_.change({.channel = ada_.channel, .code = "hello", .tier = EmoteTier::premium}));
    const auto recased =
        run(emotes_.change({.channel = ada_.channel, .code = "hello", .new_code = "HELLO"}));

    ASSERT_TRUE(renamed && dearer && recased);
    EXPECT_EQ(renamed->tier, EmoteTier::everyone);
    EXPECT_EQ(dearer->code, "Hello");
    EXPECT_EQ(recased->tier, EmoteTier::premium);
    EXPECT_EQ(recased->image, image);
    EXPECT_EQ(codes(ada_), "HELLO hype ");
    EXPECT_EQ(error_of(run(
                  emotes_.change({.channel = ada_.channel, .code = "hello", .new_code = "HYPE"}))),
              RoomErrc::emote_taken);
    EXPECT_EQ(error_of(run(emotes_.change(
                  {.channel = ada_.channel, .code = "hello", .new_code = "no way"}))),
              RoomErrc::invalid_emote_code);
    EXPECT_EQ(error_of(run(emotes_.change({.channel = eve_.channel, .code = "hello"}))),
              RoomErrc::emote_not_found);
}

TEST_P(EmotesContract, what_is_removed_takes_its_file_along) {
    ASSERT_TRUE(put("wave"));

    EXPECT_EQ(error_of(run(emotes_.remove(eve_.channel, "wave"))), RoomErrc::emote_not_found);
    EXPECT_EQ(store_.files.size(), 1u);
    EXPECT_TRUE(run(emotes_.remove(ada_.channel, "Wave")));
    EXPECT_EQ(error_of(run(emotes_.remove(ada_.channel, "wave"))), RoomErrc::emote_not_found);

    EXPECT_TRUE(store_.files.empty());
    now_ += 1h;
    EXPECT_EQ(run(emotes_.sweep(10)), 0u);
}

TEST_P(EmotesContract, a_file_that_was_made_for_nothing_goes_when_nobody_can_want_it_any_more) {
    run(repository_.plan("lost.webp", now_));
    run(store_.put("lost.webp", {}));
    ASSERT_TRUE(put("wave"));

    EXPECT_EQ(run(emotes_.sweep(10)), 0u);
    now_ += 1h;
    EXPECT_EQ(run(emotes_.sweep(10)), 1u);
    EXPECT_EQ(run(emotes_.sweep(10)), 0u);

    EXPECT_EQ(store_.files.size(), 1u);
    EXPECT_FALSE(store_.files.contains("lost.webp"));
}

TEST_P(EmotesContract, the_files_of_a_channel_that_was_purged_go) {
    for (const auto* code : {"aa", "bb", "cc"}) ASSERT_TRUE(put(code));
    test::change(*opened_.database,
                 "DELETE FROM channels WHERE id = '" + to_string(ada_.channel) + "'");
    now_ += 1h;

    EXPECT_EQ(run(emotes_.sweep(2)), 2u);
    EXPECT_EQ(run(emotes_.sweep(2)), 1u);
    EXPECT_TRUE(store_.files.empty());
}

INSTANTIATE_TEST_SUITE_P(On, EmotesContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
