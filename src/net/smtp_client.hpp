#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/mail_message.hpp"

namespace freshet::net {

/// Hands letters to the mail server of the installation (RFC 5321). Blocks: for a thread that may.
/// From any thread.
class SmtpClient {
public:
    struct Config {
        std::string url{};  // SMTP_URL: "smtp://user:password@host:587", "smtps://...".
        Sender from{};      // MAIL_FROM
        std::chrono::seconds connect_time{10};
        std::chrono::seconds total_time{30};
    };

    explicit SmtpClient(Config config);

    /// Errc::refused when the server does not take it, now or ever; Errc::unreachable,
    /// Errc::timed_out. With a password in the URL, nothing is said before the connection is
    /// encrypted and the server has proved who it is, unless it is on this machine.
    [[nodiscard]] Result<void> send(const Mail& mail) const;

    /// The program stops: what is being sent ends within a second, and nothing is sent any more.
    void give_up() { given_up_ = true; }

private:
    Config config_;
    std::atomic<bool> given_up_ = false;
    bool must_encrypt_ = false;
};

/// Whether this can be SMTP_URL.
[[nodiscard]] bool is_smtp_url(std::string_view url);

}  // namespace freshet::net
