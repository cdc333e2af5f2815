#include "app/mailing.hpp"

#include <utility>

#include "serve/api/public_urls.hpp"

namespace freshet::app {

net::Sender sender_of(const Config& config) {
    net::Sender sender;
    if (net::parse_sender(config.mail_from, sender)) return sender;
    const auto host = api::host_name_of(config.public_url);
    return {.name = "Freshet",
            .address = "no-reply@" + std::string(host.empty() ? "localhost" : host)};
}

Mailing::Mailing(const Config& config, net::IoThread& thread)
    : has_server_(!config.smtp_url.empty()),
      client_({.url = config.smtp_url, .from = sender_of(config)}),
      outbox_(
          {}, [this](const net::Mail& mail) { return client_.send(mail); }, thread),
      letters_(
          {.public_url = config.public_url, .client_urls = config.client_urls, .port = config.port},
          has_server_ ? [this](net::Mail mail) { outbox_.put(std::move(mail)); }
                      : api::Letters::Send()) {}

void Mailing::stop() {
    client_.give_up();
    outbox_.stop();
}

}  // namespace freshet::app
