#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/rules.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

/// What owners say of their streams.
namespace freshet::api {

struct NewStreamRequest {
    std::string title;
    std::optional<std::string> description;
    std::optional<WallTime> scheduled_at;
    std::optional<channels::Visibility> visibility;
    std::optional<channels::Audience> audience;
    std::optional<std::vector<std::string>> categories;
    std::optional<std::string> cover_image_url;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "title",
         .example = "Ada paints",
         .length_min = 1,
         .length_max = channels::Limits::title_max},
        {.field = "description",
         .about = "Empty when absent.",
         .example = "Oil, mostly.",
         .length_max = channels::Limits::description_max},
        {.field = "scheduledAt",
         .about = "A publish within 12 hours of it joins the stream. Without one, any publish does "
                  "that no other stream waits for."},
        {.field = "visibility", .about = "`public` when absent.", .example = "public"},
        {.field = "audience", .about = "`everyone` when absent.", .example = "everyone"},
        {.field = "categories",
         .about = "Each by id, slug or name, in any case.",
         .example = R"(["art"])",
         .length_max = channels::Limits::categories_max},
        {.field = "coverImageUrl",
         .about = "A web address, or a path of this site.",
         .example = "https://pics.example/ada.jpg",
         .format = "uri-reference",
         .length_max = channels::Limits::url_max},
    };
};
BOOST_DESCRIBE_STRUCT(NewStreamRequest, (),
                      (title, description, scheduled_at, visibility, audience, categories,
                       cover_image_url))

/// For a stream of the channel of that id, or instead of what the stream of that id is.
struct IdentifiedStreamRequest : NewStreamRequest {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(IdentifiedStreamRequest, (NewStreamRequest), (id))

struct ChangeStreamRequest {
    std::string id;
    json::Omittable<std::string> title;
    json::Omittable<std::string> description;
    json::Omittable<std::optional<WallTime>> scheduled_at;
    json::Omittable<channels::Visibility> visibility;
    json::Omittable<channels::Audience> audience;
    json::Omittable<std::vector<std::string>> categories;
    json::Omittable<std::optional<std::string>> cover_image_url;

    static constexpr auto& rules = NewStreamRequest::rules;
};
BOOST_DESCRIBE_STRUCT(ChangeStreamRequest, (),
                      (id, title, description, scheduled_at, visibility, audience, categories,
                       cover_image_url))

/// A page of the streams of one channel or user.
struct StreamsOfRequest {
    std::string id;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(StreamsOfRequest, (), (id, page, limit))

}  // namespace freshet::api
