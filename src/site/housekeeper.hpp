#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace freshet::site {

namespace asio = boost::asio;

/// Something that piles up. `sweep` takes away at most so many rows of it, and tells how many.
struct Chore {
    std::string name;
    std::function<asio::awaitable<std::size_t>(std::size_t rows_max)> sweep;
};

/// Takes away what has had its time. Whoever owns it calls `round` from time to time, one at a
/// time. What the chores refer to outlives it.
class Housekeeper {
public:
    struct Limits {
        std::size_t rows = 500;     // Of one transaction: other writers come in between.
        std::size_t sweeps = 1000;  // Of one chore in a round; the next round does the rest.
    };

    Housekeeper(Limits limits, std::vector<Chore> chores);

    /// Does every chore, one after the other, and says in one line what went. One that fails is
    /// said too, and leaves the others as they are.
    asio::awaitable<void> round();

private:
    asio::awaitable<std::string> done(const Chore& chore) const;

    Limits limits_;
    std::vector<Chore> chores_;
};

}  // namespace freshet::site
