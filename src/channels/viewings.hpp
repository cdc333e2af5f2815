#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "channels/view.hpp"

namespace freshet::channels {

/// The viewings that are going on: adds up who has watched what for how long. A viewer who comes
/// back to a subject within `break_max` continues the same viewing, and several connections of one
/// viewer are one. What changes is taken every few seconds to be written. Guarded: from any thread.
class Viewings {
public:
    struct Config {
        std::chrono::milliseconds break_max = std::chrono::seconds(60);
        /// Less is no view: a click that went wrong, a probe, a preload.
        std::chrono::milliseconds view_min = std::chrono::seconds(3);
        std::size_t open_max = 100'000;  // Beyond it newcomers are not counted.
        std::function<MonoTime()> mono = mono_now;
        WallClock wall = wall_now;
    };

    explicit Viewings(Config config);

    /// A connection over which somebody watches for as long as this lives. Goes before the
    /// Viewings.
    class Watching {
    public:
        Watching() = default;  // Of nobody who counts.
        Watching(Watching&& other) noexcept;
        Watching& operator=(Watching&& other) noexcept;
        ~Watching();

    private:
        friend class Viewings;
        Viewings* viewings_ = nullptr;
        std::pair<Subject, std::string> key_;
    };

    [[nodiscard]] Watching watch(Spectator who);

    /// A sign of life of somebody who holds no connection: has watched since the last one. That is
    /// believed up to the time that has passed, and up to `believed_max`.
    void seen(Spectator who, std::chrono::milliseconds believed_max);

    /// The same of somebody whose viewing goes on already. Nobody's viewing begins by it.
    void goes_on(const Spectator& who, std::chrono::milliseconds believed_max);

    /// The views that are new or have grown since the last call, each as a whole. Forgets those
    /// whose viewers have stayed away for too long.
    [[nodiscard]] std::vector<View> take_changes();

    [[nodiscard]] std::size_t count() const;

private:
    using Key = std::pair<Subject, std::string>;
    struct Open {
        View view;
        std::size_t connections = 0;
        MonoTime counted_to;  // What was watched until then is in the view.
        std::chrono::milliseconds told{};
    };

    Open* open(Spectator&& who);
    [[nodiscard]] bool goes_on(const Open& viewing) const;
    void believe(Open& viewing, std::chrono::milliseconds believed_max) const;
    void left(const Key& key);
    void add(Open& viewing, MonoTime::duration watched) const;
    void bring_up_to_date(Open& viewing) const;

    const Config config_;
    mutable std::mutex mutex_;
    std::map<Key, Open> open_;
};

}  // namespace freshet::channels
