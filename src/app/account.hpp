#pragma once

#include "accounts/accounts.hpp"
#include "accounts/avatars.hpp"
#include "accounts/email_verification.hpp"
#include "accounts/passwords.hpp"
#include "accounts/profiles.hpp"
#include "accounts/removal.hpp"
#include "accounts/sessions.hpp"
#include "app/background.hpp"
#include "app/mailing.hpp"
#include "net/offload.hpp"
#include "serve/api/account_parts.hpp"
#include "store/objects/store.hpp"
#include "store/sql/avatars_repository.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/passwords_repository.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/profiles_repository.hpp"
#include "store/sql/reactions_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/sessions_repository.hpp"

namespace freshet::app {

/// The folder of avatars in the object store.
class AvatarFolder final : public accounts::AvatarStore {
public:
    explicit AvatarFolder(objects::Store& objects) : objects_(objects) {}

    boost::asio::awaitable<void> put(std::string name, Bytes file) override;
    boost::asio::awaitable<void> remove(std::string name) override;

private:
    objects::Store& objects_;
};

/// What people's own accounts are made of, in the order of life. All that it is made from outlives
/// it.
struct Account {
    struct Parts {
        sql::Database& database;
        accounts::Accounts& accounts;
        accounts::PasswordHasher& hasher;
        objects::Store& objects;
        net::BlockingPool& pictures;  // Its threads bound how many are decoded at once.
        Mailing& mailing;
        Background& background;
        accounts::EndPublish end_publish;
        std::vector<api::Exporter> exporters{};  // Of other parts of the program.
    };

    explicit Account(Parts made_from);

    [[nodiscard]] api::AccountParts parts();

    /// Files that an earlier run left behind.
    boost::asio::awaitable<void> sweep();

    /// Asks who has just registered to prove the address. Without a mail server an operator would
    /// have to pass on a letter that nobody asked for.
    [[nodiscard]] api::Greet greeting();

    Parts from;
    sql::ProfilesRepository profile_rows{from.database};
    sql::PasswordsRepository password_rows{from.database};
    sql::VerificationsRepository verification_rows{from.database};
    sql::SessionsRepository session_rows{from.database};
    sql::AvatarsRepository avatar_rows{from.database};
    sql::RemovalsRepository removal_rows{from.database};
    sql::HoldingsRepository holdings{from.database};
    sql::ChatRepository chat_rows{from.database};
    sql::ReactionsRepository reaction_rows{from.database};
    sql::PollsRepository poll_rows{from.database};
    AvatarFolder avatar_folder{from.objects};

    accounts::Forget forget = [this](SessionId session) { from.accounts.forget(session); };
    accounts::Post post = [this](const accounts::Letter& letter) { from.mailing.post(letter); };
    accounts::Passwords passwords;
    accounts::EmailVerification verification{{}, verification_rows, post, wall_now, mono_now};
    accounts::Profiles profiles{profile_rows, passwords, verification, wall_now};
    accounts::Sessions sessions{session_rows, forget, wall_now};
    accounts::Removal removal{removal_rows, passwords, forget, from.end_publish, wall_now};
    accounts::Avatars avatars;
};

}  // namespace freshet::app
