#include "serve/cmaf/presentation.hpp"

#include <gtest/gtest.h>

namespace freshet::cmaf {
namespace {

std::shared_ptr<Snapshot> with_master() {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->master = std::make_shared<const hls::MasterPlaylist>();
    return snapshot;
}

TEST(Presentation, tells_who_waits_once_there_is_a_master) {
    Presentation presentation;
    int told = 0;
    const Presentation::Waiter waiter(presentation, [&told] { ++told; });

    presentation.publish(std::make_shared<Snapshot>());
    EXPECT_EQ(told, 0);
    presentation.publish(with_master());
    EXPECT_EQ(told, 1);
    presentation.publish(with_master());
    EXPECT_EQ(told, 1);
}

TEST(Presentation, tells_at_once_who_comes_late) {
    Presentation presentation;
    presentation.publish(with_master());
    int told = 0;

    const Presentation::Waiter waiter(presentation, [&told] { ++told; });

    EXPECT_EQ(told, 1);
}

TEST(Presentation, tells_of_an_end_without_a_master) {
    Presentation presentation;
    int told = 0;
    const Presentation::Waiter waiter(presentation, [&told] { ++told; });
    auto ended = std::make_shared<Snapshot>();
    ended->has_ended = true;

    presentation.publish(ended);

    EXPECT_EQ(told, 1);
    EXPECT_EQ(presentation.snapshot(), ended);
}

TEST(Presentation, who_has_left_is_not_told) {
    Presentation presentation;
    int told = 0;
    {
        const Presentation::Waiter waiter(presentation, [&told] { ++told; });
    }

    presentation.publish(with_master());

    EXPECT_EQ(told, 0);
}

}  // namespace
}  // namespace freshet::cmaf
