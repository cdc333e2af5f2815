#pragma once

#include <cstdint>
#include <string>

#include "bench/conversation.hpp"
#include "bench/rtmp_message.hpp"
#include "bench/rtmp_reader.hpp"

namespace freshet::bench {

/// The client's half of RTMP 1.0, as far as it takes to publish or to watch one stream.
class RtmpClient : public Conversation {
public:
    enum class Role { publish, play };

    RtmpClient(Role role, const Url& url);

    void feed(ByteSpan input) override;
    std::optional<Arrival> next() override;

    /// The server takes our media: what is published goes out under `stream`.
    [[nodiscard]] bool is_publishing() const { return publishing_; }
    [[nodiscard]] std::uint32_t stream() const { return stream_; }

    /// What the server said when it refused; empty otherwise.
    [[nodiscard]] const std::string& refusal() const { return refusal_; }

private:
    void shake_hands();
    void connect();
    void ask_for_stream();
    void start();
    void command(const Amf0& values, std::uint32_t stream = 0);
    void message(MessageType type, ByteSpan body, std::uint32_t stream = 0);

    void understand(const RtmpReader::Message& message);
    void understand_control(ByteSpan body);
    void understand_command(ByteSpan body);
    void acknowledge();

    Role role_;
    Url url_;
    ByteSpan input_;
    Bytes greeting_;  // S0, S1 and S2 (5.2) while they come in.
    bool shaken_ = false;
    RtmpReader reader_;
    std::uint64_t received_ = 0;
    std::uint64_t acknowledged_ = 0;
    std::uint32_t window_bytes_ = 2'500'000;
    std::uint32_t stream_ = 0;
    bool publishing_ = false;
    std::string refusal_;
};

}  // namespace freshet::bench
