#pragma once

#include "store/sql/access_repository.hpp"
#include "store/sql/categories_repository.hpp"
#include "store/sql/database.hpp"
#include "store/sql/documents_repository.hpp"
#include "store/sql/entitlements_repository.hpp"
#include "store/sql/follows_repository.hpp"
#include "store/sql/notifications_repository.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/reports_repository.hpp"
#include "store/sql/schedule_repository.hpp"
#include "store/sql/search_repository.hpp"
#include "store/sql/statistics_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/subscriptions_repository.hpp"
#include "store/sql/upkeep.hpp"
#include "store/sql/views_repository.hpp"

namespace freshet::app {

/// What the program itself reads and writes in the database, which outlives it. Slices with a
/// struct of their own (People, Account, ChatDomain) have theirs there.
struct Repositories {
    explicit Repositories(sql::Database& opened) : database(opened) {}

    sql::Database& database;
    sql::StreamsRepository streams{database};
    sql::FollowsRepository follows{database};
    sql::NotificationsRepository notifications{database};
    sql::ReportsRepository reports{database};
    sql::DocumentsRepository documents{database};
    sql::OutboxRepository outbox{database};
    sql::Upkeep upkeep{database};
    sql::CategoriesRepository categories{database};
    sql::ScheduleRepository schedule{database};
    sql::SearchRepository search{database};
    sql::SubscriptionsRepository subscriptions{database};
    sql::EntitlementsRepository entitlements{database};
    sql::AccessRepository access{database};
    sql::ViewsRepository views{database};
    sql::StatisticsRepository statistics{database};
};

}  // namespace freshet::app
