#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"

namespace freshet {

/// A wake-up that has been asked for; its destructor takes the wish back. Lives and dies on its
/// loop's thread.
class Wake {
public:
    virtual ~Wake() = default;
};

/// One thread that runs functions in the order in which they were posted: what the domain knows of
/// threads. The real one is net::IoThread; tests use a loop with a clock of their own.
class Loop {
public:
    using Work = std::move_only_function<void()>;

    virtual ~Loop() = default;

    /// Runs `work` on this loop, later, never inside the call. From any thread. What is posted
    /// after the loop has stopped is destroyed without being run.
    virtual void post(Work work) = 0;

    /// Whether the caller runs on this loop's thread.
    [[nodiscard]] virtual bool is_current() const = 0;

    [[nodiscard]] virtual MonoTime now() const = 0;

    /// Runs `work` on this loop at `when` or soon after, unless the Wake is destroyed before.
    /// Loop's thread only.
    [[nodiscard]] virtual std::unique_ptr<Wake> wake_at(MonoTime when, Work work) = 0;
};

}  // namespace freshet
