#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/letter.hpp"
#include "net/mail_message.hpp"

namespace freshet::api {

/// Gives letters their words and their link, in the language of whoever asked, and sends them.
/// Immutable: from any thread.
class Letters {
public:
    using Send = std::function<void(net::Mail mail)>;

    struct Config {
        std::string public_url{};  // PUBLIC_URL
        std::vector<std::string>
            client_urls{};          // CLIENT_URL; the first, if there is no PUBLIC_URL.
        std::uint16_t port = 8080;  // On this machine, if there is neither.
    };

    /// Without `send` there is no mail server: the link goes to the operator's log, who passes it
    /// on.
    Letters(Config config, Send send);

    void post(const accounts::Letter& letter) const;

    /// Where a page of the web app is. Never what a request says of its host: that is a stranger's,
    /// and the link is a secret.
    [[nodiscard]] std::string link(std::string_view page, std::string_view token) const;

private:
    std::string base_;
    Send send_;
};

}  // namespace freshet::api
