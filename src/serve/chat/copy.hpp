#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"

namespace freshet::chat {

/// When to read what a room holds of rows that change elsewhere: after each change, again where
/// that failed, and one reading at a time, so that what is read last is the newest. Pure: takes the
/// time, tells its deadline.
class Copy {
public:
    explicit Copy(std::chrono::milliseconds retry) : retry_(retry) {}

    /// The rows are others than those that were read.
    void note(MonoTime now) {
        is_stale_ = true;
        due_ = now;
    }

    /// Whether a reading begins now.
    [[nodiscard]] bool begin(MonoTime now) {
        if (!is_stale_ || is_reading_ || now < due_) return false;
        is_stale_ = false;
        is_reading_ = true;
        return true;
    }

    void end(bool is_read, MonoTime now) {
        is_reading_ = false;
        if (is_read) return;
        is_stale_ = true;
        due_ = now + retry_;
    }

    [[nodiscard]] bool is_reading() const { return is_reading_; }

    /// Nothing is known to have changed since it was read.
    [[nodiscard]] bool is_known() const { return !is_stale_ && !is_reading_; }

    [[nodiscard]] std::optional<MonoTime> deadline() const {
        if (!is_stale_ || is_reading_) return std::nullopt;
        return due_;
    }

private:
    std::chrono::milliseconds retry_;
    bool is_stale_ = false;
    bool is_reading_ = false;
    MonoTime due_{};
};

}  // namespace freshet::chat
