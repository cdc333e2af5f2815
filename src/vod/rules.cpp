#include "vod/rules.hpp"

#include <algorithm>

#include "base/folded.hpp"
#include "base/utf8.hpp"

namespace freshet::vod {

namespace {

void add(FieldErrors& errors, std::string field, std::string_view code,
         std::map<std::string, std::string> params = {}) {
    errors.push_back(
        {.field = std::move(field), .code = std::string(code), .params = std::move(params)});
}

bool is_clean(std::string_view text) { return is_utf8(text) && !text.contains('\0'); }

/// Text in one line, of at most so many characters.
void check_line(std::string field, std::string_view text, std::size_t max, FieldErrors& errors) {
    if (!is_utf8(text) || has_controls(text)) {
        add(errors, std::move(field), "invalid_text");
    } else if (is_blank(text)) {
        add(errors, std::move(field), "required");
    } else if (count_characters(text) > max) {
        add(errors, std::move(field), "too_long", {{"max", std::to_string(max)}});
    }
}

void check_description(std::string_view text, FieldErrors& errors) {
    constexpr auto max = VideoLimits::description_max;
    if (!is_clean(text)) {
        add(errors, "description", "invalid_text");
    } else if (count_characters(text) > max) {
        add(errors, "description", "too_long", {{"max", std::to_string(max)}});
    }
}

void check_count(std::string field, std::size_t count, std::size_t max, FieldErrors& errors) {
    if (count <= max) return;
    add(errors, std::move(field), "bad_count", {{"min", "0"}, {"max", std::to_string(max)}});
}

void check_categories(const std::vector<std::string>& categories, FieldErrors& errors) {
    check_count("categories", categories.size(), VideoLimits::categories_max, errors);
    for (std::size_t i = 0; i < categories.size(); ++i) {
        if (!is_clean(categories[i]))
            add(errors, "categories[" + std::to_string(i) + "]", "invalid_text");
    }
}

void check_tags(const std::vector<std::string>& tags, FieldErrors& errors) {
    check_count("tags", tags.size(), VideoLimits::tags_max, errors);
    for (std::size_t i = 0; i < tags.size(); ++i)
        check_line("tags[" + std::to_string(i) + "]", tags[i], VideoLimits::tag_max, errors);
}

std::string trimmed_line(std::string_view text) {
    // What is no text has no ends either; the check names it.
    return std::string(is_utf8(text) ? trimmed(text) : text);
}

std::vector<std::string> tidied_tags(const std::vector<std::string>& tags) {
    std::vector<std::string> kept;
    std::vector<std::string> keys;
    for (const auto& tag : tags) {
        auto line = trimmed_line(tag);
        auto key = tag_key(line);
        if (std::ranges::find(keys, key) != keys.end()) continue;
        keys.push_back(std::move(key));
        kept.push_back(std::move(line));
    }
    return kept;
}

std::string_view without_folders(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    return slash == name.npos ? name : name.substr(slash + 1);
}

/// What a name begins with is no ending: ".mp4" is a name.
std::string_view without_ending(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == name.npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

VideoDraft tidied(VideoDraft draft) {
    draft.title = trimmed_line(draft.title);
    draft.tags = tidied_tags(draft.tags);
    return draft;
}

VideoChanges tidied(VideoChanges changes) {
    if (changes.title) changes.title = trimmed_line(*changes.title);
    if (changes.tags) changes.tags = tidied_tags(*changes.tags);
    return changes;
}

FieldErrors check(const VideoDraft& draft) {
    FieldErrors errors;
    check_line("title", draft.title, VideoLimits::title_max, errors);
    check_description(draft.description, errors);
    check_categories(draft.categories, errors);
    check_tags(draft.tags, errors);
    return errors;
}

FieldErrors check(const VideoChanges& changes) {
    FieldErrors errors;
    if (changes.title) check_line("title", *changes.title, VideoLimits::title_max, errors);
    if (changes.description) check_description(*changes.description, errors);
    if (changes.categories) check_categories(*changes.categories, errors);
    if (changes.tags) check_tags(*changes.tags, errors);
    return errors;
}

std::string title_of_file(std::string_view file_name) {
    std::string title;
    std::size_t count = 0;
    auto name = without_ending(without_folders(file_name));
    while (!name.empty() && count < VideoLimits::title_max) {
        const auto size = utf8_size(name);
        const auto character = name.substr(0, std::max<std::size_t>(size, 1));
        name.remove_prefix(character.size());
        if (size == 0 || has_controls(character)) continue;  // It is shown to people.
        title += character;
        ++count;
    }
    auto line = trimmed_line(title);
    return is_blank(line) ? "Untitled" : line;
}

std::string tag_key(std::string_view tag) { return is_utf8(tag) ? folded(tag) : std::string(tag); }

}  // namespace freshet::vod
