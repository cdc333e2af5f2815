#pragma once

#include <vector>

#include "app/account.hpp"
#include "app/chat_domain.hpp"
#include "app/config.hpp"
#include "app/videos.hpp"
#include "site/housekeeper.hpp"
#include "store/sql/upkeep.hpp"

namespace freshet::app {

/// What chores are done with. All of it outlives them; none is used before the first round.
struct ChoreParts {
    const Config& config;
    sql::Upkeep& upkeep;
    Account& account;
    ChatDomain& chat;
    Videos& videos;
};

/// What piles up, and how it goes.
[[nodiscard]] std::vector<site::Chore> chores(const ChoreParts& parts);

}  // namespace freshet::app
