#include "serve/hls/sessions.hpp"

#include <algorithm>
#include <utility>

#include <openssl/crypto.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "base/random.hpp"

namespace freshet::hls {

namespace {

/// RFC 8216, 6.3.4: a player reloads once a Target Duration; two lost requests are forgiven.
constexpr int targets_of_silence = 3;

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;
}

SecretText secret_of_this_run() {
    std::array<std::byte, 32> secret{};
    fill_random(secret);
    return SecretText(std::string(as_text(secret)));
}

}  // namespace

Sessions::Sessions(Config config, Find find) : config_(std::move(config)), find_(std::move(find)) {
    if (config_.secret.empty()) config_.secret = secret_of_this_run();
}

Sessions::Name Sessions::signed_name(std::span<const std::byte, nonce_size> nonce) const {
    auto message = to_bytes("freshet hls session");
    append(message, nonce);
    const auto digest = hmac_sha256(config_.secret.reveal(), message);

    Name name{};
    std::ranges::copy(nonce, name.begin());
    std::copy_n(digest.begin(), signature_size, name.begin() + nonce_size);
    return name;
}

std::string Sessions::issue() const {
    std::array<std::byte, nonce_size> nonce{};
    fill_random(nonce);
    return to_hex(signed_name(nonce));
}

/// The name that the text spells, if it was given out by us.
std::optional<Sessions::Name> Sessions::read(std::string_view text) const {
    Name name{};
    if (text.size() != 2 * name.size()) return std::nullopt;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto high = hex_digit(text[2 * i]);
        const auto low = hex_digit(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        name[i] = static_cast<std::byte>(*high << 4 | *low);
    }
    const auto ours = signed_name(std::span(name).first<nonce_size>());
    if (CRYPTO_memcmp(ours.data(), name.data(), name.size()) != 0) return std::nullopt;
    return name;
}

std::chrono::milliseconds Sessions::silence_max(std::chrono::milliseconds target) const {
    return std::max(config_.silence_min, targets_of_silence * target);
}

bool Sessions::seen(const Asked& asked) {
    const auto name = read(asked.session);
    if (!name) return false;
    auto stream = find_(asked.handle_or_id);
    if (!stream) return false;

    const auto gone_at = config_.clock() + silence_max(asked.target);
    const Viewing viewing{.stream = stream->broadcast().id, .name = *name};
    auto& shard = shards_[std::to_integer<std::size_t>(name->front()) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    if (const auto known = shard.entries.find(viewing); known != shard.entries.end()) {
        known->second.gone_at = gone_at;
        return true;
    }
    if (shard.entries.size() >= (config_.sessions_max + shards_.size() - 1) / shards_.size())
        return false;
    shard.entries.emplace(viewing, Entry{live::Presence(std::move(stream)), gone_at});
    ++count_;
    return true;
}

void Sessions::sweep() {
    const auto now = config_.clock();
    for (auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        count_ -= std::erase_if(shard.entries,
                                [now](const auto& entry) { return entry.second.gone_at <= now; });
    }
}

}  // namespace freshet::hls
