#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"
#include "store/sql/administration_repository.hpp"
#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/audit_repository.hpp"
#include "store/sql/invites_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using accounts::Errc;
using accounts::Role;
using accounts::UserFilter;
using namespace std::chrono_literals;
using test::noon;
using test::run;

accounts::NewUser new_user(const std::string& name) {
    const auto channel = ChannelId::make();
    return {.user = {.id = UserId::make(),
                     .username = name,
                     .email = name + "@example.org",
                     .display_name = name,
                     .avatar_url = {},
                     .bio = {},
                     .created_at = noon,
                     .updated_at = noon,
                     .last_login_at = {}},
            .password_hash = "hash",
            .channel = channel,
            .handle = name,
            .stream_key_hash = to_string(channel)};
}

/// What every repository for operators promises.
class AdministrationContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    UserId add(const std::string& name) { return test::add_person(*opened_.database, name).user; }

    UserId add_admin(const std::string& name) {
        auto draft = new_user(name);
        draft.user.role = Role::admin;
        EXPECT_TRUE(run(administration_.create(draft, {.action = "user.created"})));
        return draft.user.id;
    }

    auto change(UserId user, accounts::UserChange change) {
        return run(administration_.change(user, change, {}, noon + 1h));
    }

    std::vector<std::string> names(UserFilter filter, Page page = {}) {
        std::vector<std::string> names;
        for (const auto& user : run(administration_.list(std::move(filter), page)).items) {
            names.push_back(user.username);
        }
        return names;
    }

    std::vector<std::string> actions() {
        std::vector<std::string> actions;
        for (const auto& record : run(audit_.list({}, {.limit = 100})).items) {
            actions.push_back(record.entry.action);
        }
        return actions;
    }

    test::TestDatabase opened_ = GetParam()();
    AdministrationRepository administration_{*opened_.database};
    AuditRepository audit_{*opened_.database};
    InvitesRepository invites_{*opened_.database};
};

using Names = std::vector<std::string>;

TEST_P(AdministrationContract, users_are_found_by_what_is_known_of_them) {
    add("ada");
    const auto bob = add("bob_b");
    add_admin("carol");
    EXPECT_TRUE(change(bob, {.is_active = false}));

    EXPECT_EQ(names({}), (Names{"carol", "bob_b", "ada"}));
    EXPECT_EQ(names({.text = "ADA@exam"}), Names{"ada"});
    EXPECT_EQ(names({.text = "b_b"}), Names{"bob_b"});
    EXPECT_EQ(names({.text = "b%b"}), Names{});
    EXPECT_EQ(names({.role = Role::admin}), Names{"carol"});
    EXPECT_EQ(names({.is_active = false}), Names{"bob_b"});
    EXPECT_EQ(names({}, {.number = 2, .limit = 2}), Names{"ada"});
    EXPECT_EQ(run(administration_.list({.role = Role::user}, {.limit = 1})).total, 2u);
}

TEST_P(AdministrationContract, the_last_admin_stays) {
    const auto admin = add_admin("ada");

    EXPECT_EQ(error_of(change(admin, {.role = Role::user})), Errc::last_admin);
    EXPECT_EQ(error_of(change(admin, {.is_active = false})), Errc::last_admin);
    EXPECT_TRUE(run(administration_.has_admin()));
    EXPECT_EQ(actions(), Names{"user.created"});

    const auto other = add_admin("bob");
    EXPECT_TRUE(change(other, {.is_active = false}));
    EXPECT_EQ(error_of(change(admin, {.role = Role::moderator})), Errc::last_admin);
    EXPECT_TRUE(change(other, {.is_active = true}));
    EXPECT_EQ(change(admin, {.role = Role::moderator})->role, Role::moderator);
}

TEST_P(AdministrationContract, who_has_left_is_no_admin_and_nobody_to_administer) {
    const auto admin = add_admin("ada");
    const auto left = add_admin("bob");
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(left, noon)));
    // As if only the one flag said it.
    test::change(*opened_.database, "UPDATE users SET is_active = 1");

    EXPECT_EQ(names({}), Names{"ada"});
    EXPECT_EQ(names({.text = "bob"}), Names{});
    EXPECT_EQ(run(administration_.list({}, {})).total, 1u);
    EXPECT_EQ(error_of(change(left, {.is_active = true})), Errc::user_not_found);
    EXPECT_EQ(error_of(change(admin, {.role = Role::user})), Errc::last_admin);
    EXPECT_EQ(run(ApiTokensRepository(*opened_.database).first_admin())->id, admin);
    test::change(*opened_.database, "UPDATE users SET deleted_at = 1");
    EXPECT_FALSE(run(administration_.has_admin()));
    EXPECT_FALSE(run(ApiTokensRepository(*opened_.database).first_admin()));
}

TEST_P(AdministrationContract, an_act_and_its_record_are_one) {
    add_admin("carol");
    const auto user = add("ada");

    EXPECT_TRUE(change(user, {.role = Role::moderator, .is_active = false}));
    EXPECT_TRUE(change(user, {.role = Role::moderator}));
    run(administration_.sign_out(user, {.action = "user.signed_out"}, noon + 2h));

    EXPECT_EQ(actions(),
              (Names{"user.signed_out", "user.disabled", "user.role_changed", "user.created"}));
    EXPECT_EQ(error_of(change(UserId::make(), {.is_active = false})), Errc::user_not_found);
}

TEST_P(AdministrationContract, there_is_one_first_admin) {
    EXPECT_FALSE(run(administration_.has_admin()));
    auto first = new_user("ada");
    first.user.role = Role::admin;
    auto second = new_user("bob");
    second.user.role = Role::admin;

    EXPECT_TRUE(run(administration_.create_first_admin(first, {})));
    EXPECT_EQ(error_of(run(administration_.create_first_admin(second, {}))), Errc::setup_done);

    EXPECT_EQ(names({}), Names{"ada"});
}

TEST_P(AdministrationContract, an_invite_makes_as_many_accounts_as_it_says) {
    const auto admin = add_admin("carol");
    run(invites_.create({.invite = {.id = InviteId::make(),
                                    .email = {},
                                    .uses = 1,
                                    .uses_left = 1,
                                    .created_by = admin,
                                    .created_at = noon,
                                    .expires_at = noon + 1h},
                         .code_hash = "code",
                         .entry = {}}));

    EXPECT_EQ(error_of(run(invites_.register_user(new_user("eve"), "other"))),
              Errc::invite_invalid);
    EXPECT_EQ(error_of(run(invites_.register_user(new_user("carol"), "code"))),
              Errc::username_taken);
    EXPECT_EQ(run(invites_.list({})).items.at(0).uses_left, 1u);
    EXPECT_TRUE(run(invites_.register_user(new_user("ada"), "code")));
    EXPECT_EQ(error_of(run(invites_.register_user(new_user("bob"), "code"))), Errc::invite_invalid);
}

TEST_P(AdministrationContract, an_invite_may_be_for_one_address_and_for_a_while) {
    const auto admin = add_admin("carol");
    const accounts::Invite invite{.id = InviteId::make(),
                                  .email = "Ada@Example.org",
                                  .uses = 5,
                                  .uses_left = 5,
                                  .created_by = admin,
                                  .created_at = noon,
                                  .expires_at = noon + 1h};
    run(invites_.create({.invite = invite, .code_hash = "code", .entry = {}}));
    auto late = new_user("ada");
    late.user.created_at = noon + 1h;

    EXPECT_EQ(run(invites_.list({})).items.at(0), invite);
    EXPECT_EQ(error_of(run(invites_.register_user(new_user("bob"), "code"))), Errc::invite_invalid);
    EXPECT_EQ(error_of(run(invites_.register_user(late, "code"))), Errc::invite_invalid);
    EXPECT_TRUE(run(invites_.register_user(new_user("ada"), "code")));
    EXPECT_TRUE(run(invites_.remove(invite.id, {}, noon)));
    EXPECT_FALSE(run(invites_.remove(invite.id, {}, noon)));
}

TEST_P(AdministrationContract, what_is_remembered_is_read_from_the_newest_on) {
    const auto ada = add("ada");
    for (int i = 0; i < 5; ++i) {
        const AuditEntry entry{.actor = i % 2 == 0 ? std::optional(ada) : std::nullopt,
                               .action = "act." + std::to_string(i % 3),
                               .target = "target",
                               .details = std::to_string(i),
                               .ip = "192.0.2.1"};
        run(audit_.record(entry, noon + std::chrono::minutes(i / 2)));
    }

    std::string seen;
    CursorPage page{.limit = 2};
    do {
        const auto stretch = run(audit_.list({}, page));
        for (const auto& record : stretch.items) seen += record.entry.details;
        page.after = stretch.next;
    } while (page.after);
    EXPECT_EQ(seen, "43210");

    const auto of_ada = run(audit_.list({.action = "act.0", .actor = ada}, {})).items;
    ASSERT_EQ(of_ada.size(), 1u);
    EXPECT_EQ(of_ada[0].actor_name, "ada");
    EXPECT_EQ(of_ada[0].entry.actor, ada);
    EXPECT_EQ(of_ada[0].at, noon);
}

INSTANTIATE_TEST_SUITE_P(On, AdministrationContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
