#pragma once

#include <boost/asio/awaitable.hpp>

#include "accounts/session.hpp"
#include "accounts/user.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "site/audit.hpp"

namespace freshet::app {

/// Remembers what nobody waits for: who was refused learns nothing from the time that takes. Writes
/// by tasks on one io thread; `stop` is called before the io threads stop. From any thread.
class AuditNotes {
public:
    AuditNotes(site::Audit& audit, net::IoThread& thread);

    /// Of admins alone: those of others fill logs, and no audit.
    void refused_sign_in(const accounts::User& user, const accounts::Client& client);

    /// Writes what is left to write, and waits for it. Not on an io thread.
    void stop();

private:
    void write(AuditEntry entry);
    boost::asio::awaitable<void> join();

    site::Audit& audit_;
    net::IoThread& thread_;
    net::TaskGroup writes_;
};

}  // namespace freshet::app
