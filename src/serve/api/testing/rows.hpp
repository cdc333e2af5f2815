#pragma once

#include <utility>

#include "base/clock.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/administration_repository.hpp"
#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/audit_repository.hpp"
#include "store/sql/avatars_repository.hpp"
#include "store/sql/categories_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/documents_repository.hpp"
#include "store/sql/entitlements_repository.hpp"
#include "store/sql/follows_repository.hpp"
#include "store/sql/invites_repository.hpp"
#include "store/sql/notifications_repository.hpp"
#include "store/sql/passwords_repository.hpp"
#include "store/sql/profiles_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/reports_repository.hpp"
#include "store/sql/schedule_repository.hpp"
#include "store/sql/search_repository.hpp"
#include "store/sql/sessions_repository.hpp"
#include "store/sql/statistics_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/subscriptions_repository.hpp"
#include "store/sql/two_factor_repository.hpp"

namespace freshet::api::testing {

/// What the rig's domain reads and writes in its database.
struct Rows {
    Rows(sql::Database& opened, WallClock wall) : database(opened), clock(std::move(wall)) {}

    sql::Database& database;
    WallClock clock;
    sql::AccountsRepository accounts{database};
    sql::ChannelsRepository channels{database};
    sql::StreamsRepository streams{database};
    sql::FollowsRepository follows{database};
    sql::NotificationsRepository notifications{database};
    sql::ReportsRepository reports{database};
    sql::DocumentsRepository documents{database};
    sql::CategoriesRepository categories{database};
    sql::ScheduleRepository schedule{database};
    sql::SearchRepository search{database};
    sql::SubscriptionsRepository subscriptions{database};
    sql::ProfilesRepository profiles{database};
    sql::PasswordsRepository passwords{database};
    sql::VerificationsRepository verifications{database};
    sql::SessionsRepository sessions{database};
    sql::AvatarsRepository avatars{database};
    sql::RemovalsRepository removals{database};
    sql::HoldingsRepository holdings{database};
    sql::TwoFactorRepository two_factor{database};
    sql::ApiTokensRepository api_tokens{database};
    sql::InvitesRepository invites{database};
    sql::AdministrationRepository administration{database};
    sql::AuditRepository audit{database};
    sql::StatisticsRepository statistics{database};
    sql::EntitlementsRepository entitlements{database, clock};
};

}  // namespace freshet::api::testing
