#include <vector>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/pins.hpp"
#include "store/sql/pins_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_rooms.hpp"

namespace freshet::sql {
namespace {

using community::ChatErrc;
using test::run;

/// What every PinRepository promises, seen through the class that uses it.
class PinsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    auto pin(const test::Person& actor, MessageId message, bool is_staff = false) {
        return run(pins_.pin({.user = actor.user, .is_staff = is_staff},
                             {.stream = room_, .message = message}));
    }
    auto unpin(const test::Person& actor, bool is_staff = false) {
        return run(pins_.unpin({.user = actor.user, .is_staff = is_staff}, room_));
    }
    std::int64_t records() { return test::count(*opened_.database, "SELECT COUNT(*) FROM audit"); }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person mod_ = test::add_person(*opened_.database, "mod");
    StreamId room_ = test::add_room(*opened_.database, ada_);
    MessageId hello_ = test::add_message(*opened_.database, room_, eve_);
    MessageId again_ = test::add_message(*opened_.database, room_, eve_);
    PinsRepository repository_{*opened_.database};
    EventBus events_;
    std::vector<MessageId> told_;
    EventBus::Listener listener_ = events_.listen([this](const Event& event) {
        if (const auto* pinned = std::get_if<MessagePinned>(&event))
            told_.push_back(pinned->message);
    });
    community::Pins pins_{repository_, events_, [this] { return now_; }};
};

TEST_P(PinsContract, one_message_stands_above_its_room) {
    EXPECT_FALSE(run(pins_.of_stream(room_)));
    EXPECT_TRUE(pin(ada_, hello_));
    EXPECT_EQ(run(pins_.of_stream(room_)), hello_);
    EXPECT_TRUE(pin(ada_, again_));
    EXPECT_EQ(run(pins_.of_stream(room_)), again_);
    EXPECT_TRUE(unpin(ada_));
    EXPECT_FALSE(run(pins_.of_stream(room_)));

    EXPECT_EQ(told_, (std::vector{hello_, again_, MessageId()}));
}

TEST_P(PinsContract, what_is_so_already_is_no_news) {
    EXPECT_TRUE(unpin(ada_));
    EXPECT_TRUE(pin(ada_, hello_));
    EXPECT_TRUE(pin(ada_, hello_));

    EXPECT_EQ(told_, std::vector{hello_});
}

TEST_P(PinsContract, who_moderates_pins_and_nobody_else) {
    test::add_moderator(*opened_.database, ada_, mod_);

    EXPECT_EQ(error_of(pin(eve_, hello_)), ChatErrc::not_moderator);
    EXPECT_TRUE(pin(mod_, hello_));
    EXPECT_EQ(error_of(unpin(eve_)), ChatErrc::not_moderator);
    EXPECT_EQ(run(pins_.of_stream(room_)), hello_);
    EXPECT_TRUE(unpin(mod_));
    EXPECT_TRUE(pin(eve_, hello_, true));
}

TEST_P(PinsContract, only_what_the_staff_does_to_others_is_recorded) {
    ASSERT_TRUE(pin(ada_, hello_, true));
    ASSERT_TRUE(unpin(ada_));
    EXPECT_EQ(records(), 0);
    ASSERT_TRUE(pin(eve_, hello_, true));
    EXPECT_EQ(records(), 1);
    ASSERT_TRUE(pin(eve_, hello_, true));
    EXPECT_EQ(records(), 1);
    ASSERT_TRUE(unpin(eve_, true));
    EXPECT_EQ(records(), 2);
}

TEST_P(PinsContract, only_what_the_room_sees_can_be_pinned) {
    const auto elsewhere = test::add_room(*opened_.database, mod_);
    const auto other = test::add_message(*opened_.database, elsewhere, eve_);
    test::change(*opened_.database,
                 "UPDATE chat_messages SET state = 'held' WHERE id = '" + to_string(again_) + "'");

    EXPECT_EQ(error_of(pin(ada_, other)), ChatErrc::message_not_found);
    EXPECT_EQ(error_of(pin(ada_, again_)), ChatErrc::message_not_found);
    EXPECT_EQ(error_of(pin(ada_, MessageId::make())), ChatErrc::message_not_found);
    EXPECT_EQ(error_of(run(pins_.unpin({.user = ada_.user}, StreamId::make()))),
              ChatErrc::stream_not_found);
}

TEST_P(PinsContract, what_nobody_sees_any_more_stands_nowhere) {
    ASSERT_TRUE(pin(ada_, hello_));
    test::change(*opened_.database, "UPDATE chat_messages SET state = 'deleted' WHERE id = '" +
                                        to_string(hello_) + "'");
    EXPECT_FALSE(run(pins_.of_stream(room_)));

    ASSERT_TRUE(pin(ada_, again_));
    test::change(*opened_.database,
                 "INSERT INTO chat_clearings (stream_id, through, created_at) "
                 "VALUES ('" +
                     to_string(room_) + "', '" + to_string(again_) + "', 1)");
    EXPECT_FALSE(run(pins_.of_stream(room_)));

    const auto later = test::add_message(*opened_.database, room_, eve_);
    ASSERT_TRUE(pin(ada_, later));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(eve_.user, now_)));
    EXPECT_FALSE(run(pins_.of_stream(room_)));
}

INSTANTIATE_TEST_SUITE_P(On, PinsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
