#include "app/audit_notes.hpp"

#include <utility>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "net/run_to_end.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t writes_max = 64;  // At once; a flood of attempts is no reason to hold more.

}  // namespace

AuditNotes::AuditNotes(site::Audit& audit, net::IoThread& thread)
    : audit_(audit), thread_(thread), writes_(thread.context().get_executor()) {}

void AuditNotes::refused_sign_in(const accounts::User& user, const accounts::Client& client) {
    if (user.role != accounts::Role::admin) return;
    write({.action = "sign_in.refused",
           .target = to_string(user.id),
           .details = user.username,
           .ip = client.ip});
}

void AuditNotes::write(AuditEntry entry) {
    thread_.post([this, entry = std::move(entry)] {
        if (writes_.size() >= writes_max) {
            log::warning("app", "audit is behind action={} target={}", entry.action, entry.target);
            return;
        }
        writes_.spawn("audit: " + entry.action, audit_.record(entry));
    });
}

void AuditNotes::stop() {
    net::run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> AuditNotes::join() { co_await writes_.join(2s); }

}  // namespace freshet::app
