#pragma once

#include <memory>
#include <string>

#include "serve/chat/conversation.hpp"
#include "serve/sockets/application.hpp"

namespace freshet::chat {

/// What sockets talk with: lets clients in, and gives each its conversation. Used by all io threads
/// at once; what it refers to outlives it.
class Chat final : public sockets::Application {
public:
    explicit Chat(ConversationParts parts) : parts_(std::move(parts)) {}

    asio::awaitable<std::expected<std::unique_ptr<sockets::Conversation>, std::string>> open(
        sockets::Socket socket, sockets::Guest guest,
        std::unique_ptr<sockets::Memory> memory) override;

private:
    asio::awaitable<Said<std::unique_ptr<Conversation>>> admit(
        sockets::Socket socket, sockets::Guest guest, std::unique_ptr<sockets::Memory> memory);

    ConversationParts parts_;
};

}  // namespace freshet::chat
