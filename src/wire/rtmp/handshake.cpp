#include "wire/rtmp/handshake.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "wire/rtmp/error.hpp"
#include "wire/rtmp/handshake_digest.hpp"

namespace freshet::rtmp {
namespace {

constexpr std::uint8_t plain_version = 3;      // RTMP 1.0, 5.2.2.
constexpr std::uint8_t encrypted_version = 6;  // RTMPE.

// RTMP 1.0, 5.2.3: time 0, four zero bytes, random bytes. 5.2.4: S2 is C1 sent back.
void append_plain_answer(Bytes& out, ByteSpan c1) {
    Bytes s1(handshake_size);
    fill_random(std::span(s1).subspan(8));
    append(out, s1);
    append(out, c1);
}

}  // namespace

Result<void> ServerHandshake::feed(ByteSpan& input, Bytes& out) {
    if (state_ == State::version && !input.empty()) {
        if (const auto read = read_version(input); !read) return read;
    }
    if (state_ == State::c1) read_c1(input, out);
    if (state_ == State::c2) read_c2(input);
    return {};
}

Result<void> ServerHandshake::read_version(ByteSpan& input) {
    const auto version = std::to_integer<std::uint8_t>(input.front());
    if (version == encrypted_version) return fail(Errc::encryption_not_supported);
    if (version != plain_version) return fail(Errc::unsupported_version);
    input = input.subspan(1);
    state_ = State::c1;
    return {};
}

void ServerHandshake::read_c1(ByteSpan& input, Bytes& out) {
    const auto size = std::min(input.size(), handshake_size - c1_.size());
    append(c1_, input.first(size));
    input = input.subspan(size);
    if (c1_.size() < handshake_size) return;

    append_be(out, plain_version);
    if (const auto found = find_digest(c1_, Signer::client)) {
        append_digest_answer(out, *found);
    } else {
        append_plain_answer(out, c1_);
    }
    c1_ = {};
    state_ = State::c2;
}

void ServerHandshake::read_c2(ByteSpan& input) {
    const auto size = std::min(input.size(), handshake_size - c2_seen_);
    c2_seen_ += size;
    input = input.subspan(size);
    if (c2_seen_ == handshake_size) state_ = State::done;
}

}  // namespace freshet::rtmp
