#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <utility>

#include "base/loop.hpp"

namespace freshet::testing {

/// A loop that runs only when told to, with a clock that moves only when told to. One thread plays
/// all loops.
class FakeLoop final : public Loop {
public:
    void post(Work work) override { posted_.push_back(std::move(work)); }
    [[nodiscard]] bool is_current() const override { return current_ == this; }
    [[nodiscard]] MonoTime now() const override { return now_; }

    [[nodiscard]] std::unique_ptr<Wake> wake_at(MonoTime when, Work work) override {
        wakes_->push_back({when, std::move(work)});
        return std::make_unique<Asked>(wakes_, std::prev(wakes_->end()));
    }

    /// Runs `work` as if on this loop, then what it has posted.
    template <class Function>
    auto run(Function work) {
        const auto before = std::exchange(current_, this);
        struct Back {
            const FakeLoop* before;
            ~Back() { current_ = before; }
        } back{before};
        return work();
    }

    /// Runs what has been posted, and what that posts. True when there was anything.
    bool run_posted() {
        const bool any = !posted_.empty();
        while (!posted_.empty()) {
            auto work = std::move(posted_.front());
            posted_.pop_front();
            run([&] { work(); });
        }
        return any;
    }

    /// Lets time pass, waking whoever is due on the way.
    void advance(MonoTime::duration by) {
        const auto until = now_ + by;
        run_posted();
        while (true) {
            const auto due =
                std::min_element(wakes_->begin(), wakes_->end(),
                                 [](const Due& a, const Due& b) { return a.when < b.when; });
            if (due == wakes_->end() || due->when > until) break;
            now_ = std::max(now_, due->when);
            auto work = std::move(due->work);
            due->when = MonoTime::max();  // Its place stays until the Wake dies.
            run([&] { work(); });
            run_posted();
        }
        now_ = until;
    }

private:
    struct Due {
        MonoTime when;
        Work work;
    };
    using Wakes = std::list<Due>;

    class Asked final : public Wake {
    public:
        Asked(std::shared_ptr<Wakes> wakes, Wakes::iterator place)
            : wakes_(std::move(wakes)), place_(place) {}
        ~Asked() override { wakes_->erase(place_); }

    private:
        std::shared_ptr<Wakes> wakes_;
        Wakes::iterator place_;
    };

    static inline thread_local const FakeLoop* current_ = nullptr;

    MonoTime now_ = MonoTime(std::chrono::hours(1));
    std::deque<Work> posted_;
    std::shared_ptr<Wakes> wakes_ = std::make_shared<Wakes>();
};

}  // namespace freshet::testing
