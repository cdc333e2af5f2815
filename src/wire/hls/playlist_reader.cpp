#include "wire/hls/playlist_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "wire/hls/attributes.hpp"
#include "wire/hls/error.hpp"

namespace freshet::hls {

namespace {

/// One line of a playlist: a tag with its value, or a URI.
struct Line {
    std::string_view tag{};  // Without the '#'; empty for a URI.
    std::string_view value{};
};

/// Walks the lines after EXTM3U; comments and empty lines are passed over (RFC 8216, 4.1).
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool take_header() { return take() == "#EXTM3U"; }

    std::optional<Line> next() {
        while (!rest_.empty()) {
            const auto line = take();
            if (line.empty() || (line.starts_with('#') && !line.starts_with("#EXT"))) continue;
            if (!line.starts_with('#')) return Line{.value = line};
            const auto colon = line.find(':');
            if (colon == std::string_view::npos) return Line{.tag = line.substr(1)};
            return Line{.tag = line.substr(1, colon - 1), .value = line.substr(colon + 1)};
        }
        return std::nullopt;
    }

private:
    std::string_view take() {
        const auto end = std::min(rest_.find('\n'), rest_.size());
        auto line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    std::string_view rest_;
};

/// Stores a number in a place that may be filled once.
template <class Number>
Result<void> fill(std::optional<Number>& place, std::string_view value) {
    if (place) return fail(Errc::bad_tag);
    place = read_number<Number>(value);
    if (!place) return fail(Errc::bad_tag);
    return {};
}

Result<void> raise(bool& flag) {
    if (flag) return fail(Errc::bad_tag);
    flag = true;
    return {};
}

/// EXTINF's duration (RFC 8216, 4.3.2.1); a title may follow the comma.
std::optional<std::chrono::microseconds> read_duration(std::string_view value) {
    const auto comma = value.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto seconds = read_number<double>(value.substr(0, comma));
    constexpr double seconds_max = 86'400;
    if (!seconds || !(*seconds <= seconds_max)) return std::nullopt;
    return std::chrono::microseconds(static_cast<std::int64_t>(*seconds * 1e6 + 0.5));
}

/// "4096@8192" (RFC 8216, 4.3.2.2). The offset may not be left out here: what it would follow from
/// is the segment before.
std::optional<ByteRange> read_range(std::string_view value) {
    const auto at = value.find('@');
    if (at == std::string_view::npos) return std::nullopt;
    const auto size = read_number<std::uint64_t>(value.substr(0, at));
    const auto offset = read_number<std::uint64_t>(value.substr(at + 1));
    if (!size || !offset || *size == 0) return std::nullopt;
    return ByteRange{.offset = *offset, .size = *size};
}

/// A media playlist as far as it has been read.
class MediaReader {
public:
    explicit MediaReader(ReaderLimits limits) : limits_(limits) {}

    Result<void> take(const Line& line) {
        if (playlist_.has_ended) return fail(Errc::bad_tag);
        if (line.tag.empty()) return take_uri(line.value);
        if (line.tag == "EXTINF" || line.tag == "EXT-X-MAP" || line.tag == "EXT-X-DISCONTINUITY" ||
            line.tag == "EXT-X-PROGRAM-DATE-TIME" || line.tag == "EXT-X-BYTERANGE") {
            return take_segment_tag(line);
        }
        if (line.tag == "EXT-X-ENDLIST") return raise(playlist_.has_ended);
        if (!playlist_.segments.empty()) return fail(Errc::bad_tag);
        return take_playlist_tag(line);
    }

    Result<MediaPlaylist> finish() {
        if (!version_ || !target_ || map_lacks_version()) return fail(Errc::missing_tag);
        if (in_segment_) return fail(Errc::bad_order);
        playlist_.target_duration_s = *target_;
        playlist_.media_sequence = sequence_.value_or(0);
        playlist_.discontinuity_sequence = discontinuity_sequence_.value_or(0);
        for (const auto& segment : playlist_.segments) {
            const auto rounded =
                (segment.duration + std::chrono::milliseconds(500)) / std::chrono::seconds(1);
            if (static_cast<std::uint64_t>(rounded) > *target_) return fail(Errc::segment_too_long);
        }
        return std::move(playlist_);
    }

private:
    [[nodiscard]] bool map_lacks_version() const {
        return !segment_.map_uri.empty() && *version_ < 6;
    }

    Result<void> take_playlist_tag(const Line& line) {
        if (line.tag == "EXT-X-VERSION") return fill(version_, line.value);
        if (line.tag == "EXT-X-TARGETDURATION") return fill(target_, line.value);
        if (line.tag == "EXT-X-PLAYLIST-TYPE") {
            if (line.value != "VOD") return fail(Errc::bad_tag);
            return raise(playlist_.is_on_demand);
        }
        if (line.tag == "EXT-X-INDEPENDENT-SEGMENTS") return raise(playlist_.is_independent);
        // Both must stand before the first segment and any EXT-X-DISCONTINUITY (RFC 8216, 4.3.3.2
        // and 4.3.3.3).
        if (in_segment_) return fail(Errc::bad_order);
        if (line.tag == "EXT-X-MEDIA-SEQUENCE") return fill(sequence_, line.value);
        if (line.tag == "EXT-X-DISCONTINUITY-SEQUENCE") {
            const auto filled = fill(discontinuity_sequence_, line.value);
            segment_.discontinuity = discontinuity_sequence_.value_or(0);
            return filled;
        }
        return fail(Errc::bad_tag);
    }

    Result<void> take_segment_tag(const Line& line) {
        in_segment_ = true;
        if (line.tag == "EXT-X-DISCONTINUITY") {
            if (!line.value.empty()) return fail(Errc::bad_tag);
            ++segment_.discontinuity;
        } else if (line.tag == "EXT-X-PROGRAM-DATE-TIME") {
            if (segment_.program_date_time) return fail(Errc::bad_tag);
            segment_.program_date_time = from_rfc3339(line.value);
            if (!segment_.program_date_time) return fail(Errc::bad_tag);
        } else if (line.tag == "EXTINF") {
            if (has_duration_) return fail(Errc::bad_tag);
            const auto duration = read_duration(line.value);
            if (!duration) return fail(Errc::bad_tag);
            segment_.duration = *duration;
            has_duration_ = true;
        } else if (line.tag == "EXT-X-BYTERANGE") {
            if (segment_.range) return fail(Errc::bad_tag);
            segment_.range = read_range(line.value);
            if (!segment_.range) return fail(Errc::bad_tag);
        } else {
            return take_map(line.value);
        }
        return {};
    }

    Result<void> take_map(std::string_view value) {
        const auto attributes = read_attributes(value);
        if (!attributes || !attributes->contains("URI")) return fail(Errc::bad_tag);
        segment_.map_uri = attributes->at("URI");
        segment_.map_range.reset();
        if (!attributes->contains("BYTERANGE")) return {};
        segment_.map_range = read_range(attributes->at("BYTERANGE"));
        if (!segment_.map_range) return fail(Errc::bad_tag);
        return {};
    }

    Result<void> take_uri(std::string_view uri) {
        if (!has_duration_ || segment_.map_uri.empty()) return fail(Errc::bad_order);
        if (playlist_.segments.size() == limits_.segments_max) return fail(Errc::over_limit);
        segment_.uri = uri;
        playlist_.segments.push_back(segment_);
        segment_.program_date_time.reset();
        segment_.range.reset();
        in_segment_ = has_duration_ = false;
        return {};
    }

    ReaderLimits limits_;
    MediaPlaylist playlist_;
    PlaylistSegment segment_;  // The next one; its map and discontinuity number carry over.
    bool in_segment_ = false;
    bool has_duration_ = false;
    std::optional<std::uint32_t> version_;
    std::optional<std::uint32_t> target_;
    std::optional<std::uint64_t> sequence_;
    std::optional<std::uint64_t> discontinuity_sequence_;
};

/// EXT-X-STREAM-INF, 4.3.4.2. An audio group that it names must be known already, as ours always
/// is.
Result<Variant> read_variant(std::string_view value, bool has_audio) {
    const auto attributes = read_attributes(value);
    if (!attributes) return std::unexpected(attributes.error());
    Variant variant;
    bool has_bandwidth = false;
    bool names_audio = false;
    for (const auto& [name, text] : *attributes) {
        bool good = true;
        if (name == "BANDWIDTH" || name == "AVERAGE-BANDWIDTH") {
            const auto number = read_number<std::uint64_t>(text);
            good = number && *number > 0;
            (name == "BANDWIDTH" ? variant.bandwidth : variant.average_bandwidth) =
                number.value_or(0);
            has_bandwidth = has_bandwidth || name == "BANDWIDTH";
        } else if (name == "CODECS") {
            variant.codecs = text;
        } else if (name == "FRAME-RATE") {
            const auto rate = read_number<double>(text);
            good = rate.has_value();
            variant.frame_rate = rate.value_or(0);
        } else if (name == "RESOLUTION") {
            const auto x = std::min(text.find('x'), text.size());
            const auto width = read_number<std::uint32_t>(text.substr(0, x));
            const auto height =
                read_number<std::uint32_t>(text.substr(std::min(x + 1, text.size())));
            good = width && height;
            variant.width = width.value_or(0);
            variant.height = height.value_or(0);
        } else if (name == "AUDIO") {
            names_audio = good = text == "audio" && has_audio;
        } else {
            good = false;
        }
        if (!good) return fail(Errc::bad_tag);
    }
    if (!has_bandwidth || variant.codecs.empty() || names_audio != has_audio)
        return fail(Errc::missing_tag);
    if (variant.average_bandwidth > variant.bandwidth) return fail(Errc::bad_tag);
    return variant;
}

/// EXT-X-MEDIA, 4.3.4.1.
Result<void> read_audio(std::string_view value, MasterPlaylist& playlist) {
    const auto attributes = read_attributes(value);
    if (!attributes || !playlist.audio_uri.empty()) return fail(Errc::bad_tag);
    const auto get = [&](std::string_view name) {
        const auto found = attributes->find(name);
        return found == attributes->end() ? std::string_view() : found->second;
    };
    if (get("TYPE") != "AUDIO" || get("GROUP-ID") != "audio" || get("NAME").empty())
        return fail(Errc::bad_tag);
    if (get("URI").empty()) return fail(Errc::missing_tag);
    playlist.audio_uri = get("URI");
    playlist.audio_channels = read_number<std::uint32_t>(get("CHANNELS")).value_or(0);
    return {};
}

}  // namespace

Result<MediaPlaylist> read_media_playlist(std::string_view text, ReaderLimits limits) {
    if (text.size() > limits.text_bytes_max) return fail(Errc::over_limit);
    Lines lines(text);
    if (!lines.take_header()) return fail(Errc::no_header);
    MediaReader reader(limits);
    while (const auto line = lines.next()) {
        if (const auto taken = reader.take(*line); !taken) return std::unexpected(taken.error());
    }
    return reader.finish();
}

Result<MasterPlaylist> read_master_playlist(std::string_view text, ReaderLimits limits) {
    if (text.size() > limits.text_bytes_max) return fail(Errc::over_limit);
    Lines lines(text);
    if (!lines.take_header()) return fail(Errc::no_header);
    MasterPlaylist playlist;
    std::optional<std::uint32_t> version;
    std::optional<Variant> variant;
    while (const auto line = lines.next()) {
        if (line->tag.empty()) {
            if (!variant) return fail(Errc::bad_order);
            if (playlist.variants.size() == limits.variants_max) return fail(Errc::over_limit);
            variant->uri = line->value;
            playlist.variants.push_back(*std::exchange(variant, std::nullopt));
        } else if (variant) {
            return fail(Errc::bad_order);
        } else if (line->tag == "EXT-X-VERSION") {
            if (const auto filled = fill(version, line->value); !filled)
                return std::unexpected(filled.error());
        } else if (line->tag == "EXT-X-MEDIA") {
            if (const auto read = read_audio(line->value, playlist); !read)
                return std::unexpected(read.error());
        } else if (line->tag == "EXT-X-STREAM-INF") {
            auto read = read_variant(line->value, !playlist.audio_uri.empty());
            if (!read) return std::unexpected(read.error());
            variant = std::move(*read);
        } else {
            return fail(Errc::bad_tag);
        }
    }
    if (variant) return fail(Errc::bad_order);
    if (!version || playlist.variants.empty()) return fail(Errc::missing_tag);
    return playlist;
}

}  // namespace freshet::hls
