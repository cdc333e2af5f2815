#pragma once

#include <optional>
#include <string>

#include "accounts/letter.hpp"
#include "app/config.hpp"
#include "net/io_threads.hpp"
#include "net/outbox.hpp"
#include "net/smtp_client.hpp"
#include "serve/api/letters.hpp"

namespace freshet::app {

/// The way of a letter: words, outbox, mail server; or with no mail server, the operator's log.
/// `post` is for any thread; `stop` before the io threads stop.
class Mailing {
public:
    Mailing(const Config& config, net::IoThread& thread);

    void post(const accounts::Letter& letter) const { letters_.post(letter); }

    /// Or letters go to the operator.
    [[nodiscard]] bool has_server() const { return has_server_; }

    /// Not on an io thread.
    void stop();

private:
    bool has_server_;
    net::SmtpClient client_;
    net::Outbox outbox_;
    api::Letters letters_;
};

/// Who letters come from: MAIL_FROM, else "no-reply" where viewers reach this server.
net::Sender sender_of(const Config& config);

}  // namespace freshet::app
