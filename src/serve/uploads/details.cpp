#include "serve/uploads/details.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/names.hpp"
#include "serve/api/error.hpp"

namespace freshet::uploads {

namespace {

bool is_list(std::string_view key) { return key == "categories" || key == "tags"; }

std::vector<std::string> items_of(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto item = trim_ascii(list.substr(0, comma));
        if (!item.empty()) items.emplace_back(item);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return items;
}

}  // namespace

void Details::set(std::string_view key, std::string_view value) {
    if (std::ranges::find(keys, key) == keys.end()) return;
    auto& kept = values_[std::string(key)];
    if (is_list(key) && !kept.empty()) {
        kept.append(",").append(value);
    } else {
        kept = value;
    }
}

Answer<vod::VideoDraft> Details::draft(UserId owner) const {
    auto said = changes();
    if (!said) return std::unexpected(std::move(said).error());
    return vod::VideoDraft{
        .owner = owner,
        .channel = said->channel,
        .title = std::move(said->title).value_or(""),
        .description = std::move(said->description).value_or(""),
        .visibility = said->visibility.value_or(vod::Visibility::private_),
        .categories = std::move(said->categories).value_or(std::vector<std::string>()),
        .tags = std::move(said->tags).value_or(std::vector<std::string>())};
}

Answer<vod::VideoChanges> Details::changes() const {
    vod::VideoChanges changes;
    FieldErrors errors;
    for (const auto& [key, value] : values_) {
        if (key == "title") changes.title = value;
        if (key == "description") changes.description = value;
        if (key == "categories") changes.categories = items_of(value);
        if (key == "tags") changes.tags = items_of(value);
        if (value.empty()) continue;  // As a form sends what nobody has filled in.
        if (key == "visibility") {
            changes.visibility = vod::visibility_from(value);
            if (!changes.visibility)
                errors.push_back({.field = key,
                                  .code = "not_one_of",
                                  .params = {{"allowed", "private, unlisted, public"}}});
        }
        if (key == "channelId") {
            changes.channel = ChannelId::parse(value);
            if (!changes.channel)
                errors.push_back({.field = key, .code = "unknown_channel", .params = {}});
        }
    }
    if (errors.empty()) return changes;
    return std::unexpected(
        Refusal{.reason = api::Errc::validation_failed, .fields = std::move(errors)});
}

}  // namespace freshet::uploads
