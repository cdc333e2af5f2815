#include "bench/conversation.hpp"

#include <stdexcept>
#include <utility>

#include "bench/flv_conversations.hpp"
#include "bench/rtmp_client.hpp"

namespace freshet::bench {

namespace {

std::uint8_t at(ByteSpan bytes, std::size_t index) {
    return index < bytes.size() ? std::to_integer<std::uint8_t>(bytes[index]) : 0;
}

}  // namespace

// FLV 10.1, E.4.2.1: frame type 1, codec 7 (AVC), packet type 1 (NAL units).
bool Arrival::is_keyframe() const { return type == 9 && at(head, 0) == 0x17 && at(head, 1) == 1; }

bool Arrival::is_coded() const { return at(head, 1) != 0; }

std::string Conversation::take_output() { return std::exchange(output_, {}); }

std::unique_ptr<Conversation> start_watching(const Url& url) {
    if (url.scheme == "http") return std::make_unique<HttpFlvConversation>(url);
    if (url.scheme == "ws") return std::make_unique<WsFlvConversation>(url);
    if (url.scheme == "rtmp") return std::make_unique<RtmpClient>(RtmpClient::Role::play, url);
    throw std::invalid_argument(url.scheme + ": not a way to watch");
}

}  // namespace freshet::bench
