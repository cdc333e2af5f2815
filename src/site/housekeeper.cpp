#include "site/housekeeper.hpp"

#include <utility>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/log.hpp"

namespace freshet::site {

Housekeeper::Housekeeper(Limits limits, std::vector<Chore> chores)
    : limits_(limits), chores_(std::move(chores)) {}

asio::awaitable<void> Housekeeper::round() {
    std::string line;
    for (const auto& chore : chores_) {
        const auto count = co_await done(chore);
        line += fmt::format(" {}={}", chore.name, count);
    }
    log::info("site", "kept house{}", line);
}

/// How many rows went, as the line has it. What a chore throws ends here, for the others' sake.
asio::awaitable<std::string> Housekeeper::done(const Chore& chore) const {
    std::size_t total = 0;
    std::string failure;
    try {
        for (std::size_t i = 0; i < limits_.sweeps; ++i) {
            const auto swept = co_await chore.sweep(limits_.rows);
            total += swept;
            if (swept < limits_.rows) break;
        }
    } catch (const boost::system::system_error& error) {
        failure = error.code().message();
    }
    if (failure.empty()) co_return fmt::format("{}", total);
    log::warning("site", "a chore failed name={} swept={} error=\"{}\"", chore.name, total,
                 failure);
    co_return "failed";
}

}  // namespace freshet::site
