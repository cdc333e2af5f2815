#include "serve/chat/chat.hpp"

#include <utility>

#include <boost/system/system_error.hpp>

#include "base/log.hpp"
#include "channels/error.hpp"
#include "serve/api/problem.hpp"

namespace freshet::chat {

namespace {

void log_refusal(const std::string& peer_ip, const Refused& why) {
    static log::Every lines{std::chrono::seconds(1)};  // Strangers can cause them at will.
    if (const auto times = lines.count()) {
        log::info("chat", "client refused ip={} code={} times={}", peer_ip,
                  api::problem_kind(why.why.reason).code, *times);
    }
}

}  // namespace

asio::awaitable<std::expected<std::unique_ptr<sockets::Conversation>, std::string>> Chat::open(
    sockets::Socket socket, sockets::Guest guest, std::unique_ptr<sockets::Memory> memory) {
    const auto language = api::choose_language(guest.accept_language);
    const auto peer_ip = guest.peer_ip;
    auto admitted = co_await admit(socket, std::move(guest), std::move(memory));
    if (admitted) co_return std::unique_ptr<sockets::Conversation>(*std::move(admitted));
    log_refusal(peer_ip, admitted.error());
    co_return std::unexpected(problem_json(admitted.error(), language));
}

asio::awaitable<Said<std::unique_ptr<Conversation>>> Chat::admit(
    sockets::Socket socket, sockets::Guest guest, std::unique_ptr<sockets::Memory> memory) try {
    auto shown = read_request<AuthRequest>(guest.auth);
    if (!shown) co_return std::unexpected(std::move(shown).error());
    auto conversation = std::make_unique<Conversation>(parts_, socket, guest);
    const auto introduced = co_await conversation->introduce(*std::move(shown));
    if (!introduced) co_return std::unexpected(introduced.error());
    if (guest.is_plain) {
        const auto room = StreamId::parse(guest.path);
        if (!room) co_return refused(channels::Errc::stream_not_found);
        const auto entered = co_await conversation->enter(*room);
        if (!entered) co_return std::unexpected(entered.error());
    } else if (const auto* const before =
                   dynamic_cast<const Conversation::Remembered*>(memory.get())) {
        co_await conversation->go_on(*before);
    }
    co_return conversation;
} catch (const boost::system::system_error& error) {
    co_return refused(error.code());
}

}  // namespace freshet::chat
