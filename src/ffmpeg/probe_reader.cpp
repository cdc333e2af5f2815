#include "ffmpeg/probe_reader.hpp"

#include <charconv>
#include <cmath>
#include <map>

#include "base/json_scanner.hpp"
#include "ffmpeg/error.hpp"

namespace freshet::ffmpeg {

namespace {

/// The members of an object, whose numbers stand there bare or as texts.
class Members {
public:
    static std::optional<Members> read(std::string_view json) {
        auto members = json::split_object(json);
        if (!members) return std::nullopt;
        Members read;
        for (auto& member : *members) read.values_.emplace(std::move(member.key), member.value);
        return read;
    }

    /// Empty: it is not there.
    [[nodiscard]] std::string_view raw(std::string_view key) const {
        const auto found = values_.find(key);
        return found == values_.end() ? std::string_view{} : found->second;
    }

    [[nodiscard]] std::string text(std::string_view key) const {
        const auto value = raw(key);
        if (value.empty() || json::type_of(value) != json::Type::text) return std::string(value);
        return json::unescape(value);
    }

    template <class Number>
    [[nodiscard]] std::optional<Number> number(std::string_view key) const {
        const auto value = text(key);
        Number number{};
        const auto* const end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, number);
        if (value.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
        return number;
    }

    /// "16:15", "30000/1001"
    [[nodiscard]] Ratio ratio(std::string_view key, char separator) const {
        const auto value = text(key);
        const auto* const end = value.data() + value.size();
        Ratio ratio;
        const auto over = std::from_chars(value.data(), end, ratio.over);
        if (over.ec != std::errc() || over.ptr == end || *over.ptr != separator) return {};
        const auto under = std::from_chars(over.ptr + 1, end, ratio.under);
        if (under.ec != std::errc() || under.ptr != end || ratio.under == 0) return {};
        return ratio;
    }

private:
    std::map<std::string, std::string_view, std::less<>> values_;
};

StreamKind kind_of(std::string_view type) {
    if (type == "video") return StreamKind::video;
    if (type == "audio") return StreamKind::audio;
    return StreamKind::other;
}

/// The display matrix among what lies beside the stream.
int rotation_of(std::string_view side_data) {
    const auto list = json::split_array(side_data);
    if (side_data.empty() || !list) return 0;
    for (const auto item : *list) {
        const auto members = Members::read(item);
        const auto rotation = members ? members->number<int>("rotation") : std::nullopt;
        if (rotation) return *rotation;
    }
    return 0;
}

std::optional<StreamFacts> read_stream(std::string_view json, const ProbeLimits& limits) {
    const auto members = Members::read(json);
    const auto index = members ? members->number<unsigned>("index") : std::nullopt;
    if (!index) return std::nullopt;
    const auto text = [&](std::string_view key) {
        return members->text(key).substr(0, limits.text_bytes_max);
    };
    const auto number = [&](std::string_view key) {
        return members->number<std::uint32_t>(key).value_or(0);
    };
    const auto disposition = Members::read(members->raw("disposition"));
    const auto is = [&](std::string_view flag) {
        return disposition && disposition->number<int>(flag) == 1;
    };
    auto codec = text("codec_name");
    return StreamFacts{.index = *index,
                       .kind = kind_of(members->text("codec_type")),
                       .codec = codec == "unknown" ? "" : codec,
                       .profile = text("profile"),
                       .width = number("width"),
                       .height = number("height"),
                       .pixel_format = text("pix_fmt"),
                       .pixel_shape = members->ratio("sample_aspect_ratio", ':'),
                       .field_order = text("field_order"),
                       .transfer = text("color_transfer"),
                       .frame_rate = members->ratio("r_frame_rate", '/'),
                       .average_frame_rate = members->ratio("avg_frame_rate", '/'),
                       .rotation = rotation_of(members->raw("side_data_list")),
                       .channels = number("channels"),
                       .sample_rate_hz = number("sample_rate"),
                       .is_cover = is("attached_pic"),
                       .is_default = is("default")};
}

/// Nothing when the file does not say, or says what cannot be.
std::optional<std::chrono::milliseconds> duration_of(const Members& format) {
    constexpr double seconds_max = 1e9;
    const auto seconds = format.number<double>("duration");
    if (!seconds || !(*seconds > 0) || !(*seconds < seconds_max)) return std::nullopt;
    return std::chrono::milliseconds(std::llround(*seconds * 1000));
}

}  // namespace

Result<FileFacts> read_probe(std::string_view json, ProbeLimits limits) {
    const auto whole = json::check(json) ? Members::read(json) : std::nullopt;
    const auto format = whole ? Members::read(whole->raw("format")) : std::nullopt;
    if (!format) return fail(Errc::not_a_video);
    FileFacts facts{.container = format->text("format_name").substr(0, limits.text_bytes_max),
                    .duration = duration_of(*format)};
    const auto streams = json::split_array(whole->raw("streams"),
                                           {.depth_max = 16, .items_max = limits.streams_max});
    if (facts.container.empty() || !streams) return fail(Errc::not_a_video);
    for (const auto item : *streams) {
        auto stream = read_stream(item, limits);
        if (!stream) return fail(Errc::not_a_video);
        facts.streams.push_back(*std::move(stream));
    }
    return facts;
}

}  // namespace freshet::ffmpeg
