#pragma once

#include "community/emotes.hpp"
#include "serve/api/access.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/views.hpp"

namespace freshet::community {
BOOST_DESCRIBE_ENUM(EmoteTier, everyone, basic, pro, premium)
}

namespace freshet::api {

struct EmoteView {
    std::string code;
    community::EmoteTier tier = community::EmoteTier::everyone;
    std::string url;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "code", .about = "In a text between two colons: `:wave:`.", .example = "wave"},
        {.field = "tier", .about = "Who may use it: that tier and those above it."},
        {.field = "url",
         .about = "A WebP of 112 x 112.",
         .example = "https://tv.example/media/emotes/w1.webp",
         .format = "uri"},
    };
};
BOOST_DESCRIBE_STRUCT(EmoteView, (), (code, tier, url, created_at))

struct ListEmotesRequest {
    std::string id;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id", .about = "A channel's id or handle.", .length_min = 1, .length_max = 100},
        {.field = "page", .example = "1", .min = 1},
        {.field = "limit", .example = "20", .min = 1, .max = Page::limit_max},
    };
};
BOOST_DESCRIBE_STRUCT(ListEmotesRequest, (), (id, page, limit))

struct EmoteByCode {
    std::string id;
    std::string code;

    static constexpr json::Rule rules[] = {
        {.field = "id", .about = "A channel's id or handle.", .length_min = 1, .length_max = 100},
        {.field = "code", .about = "In any case.", .example = "wave", .length_max = 100},
        {.field = "newCode",
         .about = "2 to 20 of `A-Z a-z 0-9 _`.",
         .example = "hello",
         .length_min = 2,
         .length_max = 20},
        {.field = "tier", .about = "Who may use it: that tier and those above it."},
    };
};
BOOST_DESCRIBE_STRUCT(EmoteByCode, (), (id, code))

struct PutEmoteRequest : EmoteByCode {
    std::optional<community::EmoteTier> tier;
};
BOOST_DESCRIBE_STRUCT(PutEmoteRequest, (EmoteByCode), (tier))

struct ChangeEmoteRequest : EmoteByCode {
    json::Omittable<std::string> new_code;
    json::Omittable<community::EmoteTier> tier;
};
BOOST_DESCRIBE_STRUCT(ChangeEmoteRequest, (EmoteByCode), (new_code, tier))

void validate(const ChangeEmoteRequest& input, json::Issues& issues);

/// The images of channels' own. Used by all io threads at once; what it refers to outlives it.
class EmoteRoutes {
public:
    EmoteRoutes(community::Emotes& emotes, const Access& access, const PublicUrls& urls)
        : emotes_(emotes), access_(access), urls_(urls) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, EmoteRoutes* self);

private:
    asio::awaitable<Reply<ListOf<EmoteView>>> list(Call call, ListEmotesRequest input);
    asio::awaitable<Reply<EmoteView>> put(Call call, PutEmoteRequest input);
    asio::awaitable<Reply<EmoteView>> change(Call call, ChangeEmoteRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, EmoteByCode input);

    [[nodiscard]] EmoteView view_of(const community::Emote& emote, const Call& call) const;
    /// What the staff does to somebody's emote is remembered.
    asio::awaitable<void> note(Call call, channels::Channel channel, std::string action) const;

    community::Emotes& emotes_;
    const Access& access_;
    const PublicUrls& urls_;
};

}  // namespace freshet::api
