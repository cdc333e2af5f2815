#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace freshet {

/// 128 bits that name one thing for ever (RFC 9562).
class Uuid {
public:
    static constexpr std::size_t size = 16;

    /// The nil UUID: names nothing.
    Uuid() = default;
    explicit Uuid(std::span<const std::byte, size> bytes);

    /// A new version 7 UUID: greater than every one that this process made before. From any thread.
    [[nodiscard]] static Uuid make();

    /// Reads the text form, 8-4-4-4-12 hexadecimal digits in either case, and nothing else.
    [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);

    [[nodiscard]] ByteSpan bytes() const { return bytes_; }

    auto operator<=>(const Uuid&) const = default;

private:
    std::array<std::byte, size> bytes_{};
};

/// The text form, in lower case.
[[nodiscard]] std::string to_string(const Uuid& uuid);

/// The UUID of one kind of thing; those of different kinds do not mix.
template <class Kind>
class Id {
public:
    /// Names nothing.
    Id() = default;
    explicit Id(Uuid uuid) : uuid_(uuid) {}

    [[nodiscard]] static Id make() { return Id(Uuid::make()); }

    [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
        const auto uuid = Uuid::parse(text);
        if (!uuid) return std::nullopt;
        return Id(*uuid);
    }

    [[nodiscard]] const Uuid& uuid() const { return uuid_; }

    auto operator<=>(const Id&) const = default;

private:
    Uuid uuid_;
};

template <class Kind>
[[nodiscard]] std::string to_string(const Id<Kind>& id) {
    return to_string(id.uuid());
}

// Domain rooms do not include one another; what they say of one another, they say by these.
using UserId = Id<struct UserKind>;
using SessionId = Id<struct SessionKind>;
using ChannelId = Id<struct ChannelKind>;
using StreamId = Id<struct StreamKind>;
using PollId = Id<struct PollKind>;
using CategoryId = Id<struct CategoryKind>;
using NotificationId = Id<struct NotificationKind>;
using SubscriptionId = Id<struct SubscriptionKind>;
using ApiTokenId = Id<struct ApiTokenKind>;
using InviteId = Id<struct InviteKind>;
using AuditId = Id<struct AuditKind>;
using MessageId = Id<struct MessageKind>;
using BanId = Id<struct BanKind>;
using VideoId = Id<struct VideoKind>;
using JobId = Id<struct JobKind>;
using ShareLinkId = Id<struct ShareLinkKind>;

}  // namespace freshet

template <>
struct std::hash<freshet::Uuid> {
    std::size_t operator()(const freshet::Uuid& uuid) const noexcept {
        return std::hash<std::string_view>{}(freshet::as_text(uuid.bytes()));
    }
};

template <class Kind>
struct std::hash<freshet::Id<Kind>> {
    std::size_t operator()(const freshet::Id<Kind>& id) const noexcept {
        return std::hash<freshet::Uuid>{}(id.uuid());
    }
};
