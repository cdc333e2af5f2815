#include "ffmpeg/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ffmpeg/error.hpp"
#include "ffmpeg/formats.hpp"

namespace freshet::ffmpeg {

namespace {

// What we encode fits into this, on whichever side it lies.
constexpr double long_side_max = 1920;
constexpr double short_side_max = 1080;

// H.264, level 5.1: what browsers decode in hardware everywhere.
constexpr std::uint32_t copied_side_max = 4096;
constexpr std::uint64_t copied_pixels_max = 4096ull * 2304;

constexpr double frame_rate_max = 60.01;
constexpr double frame_rate_min = 10;  // Below, two seconds are hardly a group of pictures.

constexpr std::uint32_t copied_channels_max = 6;
constexpr std::uint32_t sample_rate_max = 48'000;

/// What a rendition may cost by its shorter side, at 30 frames a second.
struct Rate {
    std::uint32_t side_max;
    std::uint32_t kilobits;
};
constexpr std::array rates{Rate{240, 500}, Rate{360, 1000}, Rate{480, 2000}, Rate{720, 4000},
                           Rate{1080, 8000}};

constexpr std::array usual_rates{Ratio{24'000, 1001}, Ratio{24, 1}, Ratio{25, 1},
                                 Ratio{30'000, 1001}, Ratio{30, 1}, Ratio{50, 1},
                                 Ratio{60'000, 1001}, Ratio{60, 1}};

bool is_hdr(const StreamFacts& stream) {
    return stream.transfer == "smpte2084" || stream.transfer == "arib-std-b67";
}

bool is_interlaced(const StreamFacts& stream) {
    const auto& order = stream.field_order;
    return order == "tt" || order == "bb" || order == "tb" || order == "bt";
}

bool has_square_pixels(const StreamFacts& stream) {
    return !stream.pixel_shape.is_known() || stream.pixel_shape.over == stream.pixel_shape.under;
}

bool is_turned(const StreamFacts& stream) { return stream.rotation % 360 != 0; }

bool lies_on_its_side(const StreamFacts& stream) {
    const auto turn = ((stream.rotation % 180) + 180) % 180;
    return turn > 45 && turn < 135;
}

bool can_be_copied(const StreamFacts& stream) {
    const bool is_common = stream.pixel_format == "yuv420p" || stream.pixel_format == "yuvj420p";
    return stream.codec == "h264" && is_common && !is_interlaced(stream) && !is_hdr(stream) &&
           !is_turned(stream) && has_square_pixels(stream) &&
           std::max(stream.width, stream.height) <= copied_side_max &&
           std::uint64_t{stream.width} * stream.height <= copied_pixels_max;
}

std::uint32_t even(double side) {
    return std::max<std::uint32_t>(2, 2 * static_cast<std::uint32_t>(std::lround(side / 2)));
}

/// A constant one near what the stream has. One whose frames come at odd times has a common
/// multiple that is no rate of anything.
Ratio frame_rate_for(const StreamFacts& stream) {
    const auto most = stream.frame_rate.value();
    const auto average = stream.average_frame_rate.value();
    if (most >= frame_rate_min && most <= frame_rate_max) return stream.frame_rate;
    const auto wanted = most > frame_rate_max ? average : std::max(most, average);
    if (wanted <= 0) return {.over = 30, .under = 1};
    if (wanted < frame_rate_min) return {.over = 10, .under = 1};
    const auto fits = std::ranges::find_if(
        usual_rates, [wanted](const Ratio& rate) { return rate.value() > wanted * 0.995; });
    return fits == usual_rates.end() ? usual_rates.back() : *fits;
}

std::uint32_t kilobits_for(const PicturePlan& picture) {
    const auto side = std::min(picture.width, picture.height);
    const auto row =
        std::ranges::find_if(rates, [side](Rate rate) { return side <= rate.side_max; });
    const auto kilobits = row == rates.end() ? rates.back().kilobits : row->kilobits;
    return picture.frame_rate.value() > 31 ? kilobits * 3 / 2 : kilobits;
}

PicturePlan encoded(const StreamFacts& stream) {
    PicturePlan picture{.stream = stream.index,
                        .is_encoded = true,
                        .frame_rate = frame_rate_for(stream),
                        .deinterlace = is_interlaced(stream),
                        .tone_map = is_hdr(stream)};
    double width = stream.width;
    double height = stream.height;
    if (stream.pixel_shape.is_known()) {
        // Nothing is enlarged beyond what it has, nor squeezed to a line.
        const auto shape = std::clamp(stream.pixel_shape.value(), 0.1, 10.0);
        shape > 1 ? width *= shape : height /= shape;
    }
    if (lies_on_its_side(stream)) std::swap(width, height);
    const auto scale = std::min(
        {1.0, long_side_max / std::max(width, height), short_side_max / std::min(width, height)});
    picture.width = even(width * scale);
    picture.height = even(height * scale);
    picture.kilobits_max = kilobits_for(picture);
    return picture;
}

PicturePlan plan_picture(const StreamFacts& stream) {
    if (!can_be_copied(stream)) return encoded(stream);
    return {.stream = stream.index, .width = stream.width, .height = stream.height};
}

SoundPlan plan_sound(const StreamFacts& stream) {
    SoundPlan sound{.stream = stream.index,
                    .channels = stream.channels,
                    .sample_rate_hz = stream.sample_rate_hz};
    const bool is_plain = stream.profile == "LC" || stream.profile.starts_with("HE-AAC");
    sound.is_encoded = stream.codec != "aac" || !is_plain ||
                       stream.channels > copied_channels_max ||
                       stream.sample_rate_hz > sample_rate_max;
    if (!sound.is_encoded) return sound;
    sound.channels = std::clamp<std::uint32_t>(stream.channels, 1, 2);
    sound.sample_rate_hz = stream.sample_rate_hz == 44'100 ? 44'100 : sample_rate_max;
    sound.kilobits = sound.channels == 1 ? 96 : 160;
    return sound;
}

/// The one that the file prefers, else the first.
const StreamFacts* choose(const FileFacts& facts, StreamKind kind) {
    const StreamFacts* first = nullptr;
    for (const auto& stream : facts.streams) {
        if (stream.kind != kind || stream.is_cover) continue;
        if (stream.is_default) return &stream;
        if (first == nullptr) first = &stream;
    }
    return first;
}

std::optional<unsigned> find_cover(const FileFacts& facts) {
    for (const auto& stream : facts.streams) {
        if (stream.is_cover && is_listed(cover_codecs, stream.codec)) return stream.index;
    }
    return std::nullopt;
}

Result<void> judge_picture(const StreamFacts& stream, const VideoLimits& limits) {
    if (!is_listed(picture_codecs, stream.codec)) return fail(Errc::unsupported_codec);
    if (stream.width == 0 || stream.height == 0) return fail(Errc::damaged);
    if (std::max(stream.width, stream.height) > limits.side_pixels_max)
        return fail(Errc::too_large_picture);
    return {};
}

Result<void> judge_sound(const StreamFacts& stream) {
    if (!is_listed(sound_codecs, stream.codec)) return fail(Errc::unsupported_codec);
    if (stream.channels == 0 || stream.sample_rate_hz == 0) return fail(Errc::damaged);
    return {};
}

}  // namespace

std::string PicturePlan::name() const {
    return is_encoded ? std::to_string(std::min(width, height)) + "p" : "source";
}

Result<Plan> judge(const FileFacts& facts, const VideoLimits& limits) {
    const auto* const picture = choose(facts, StreamKind::video);
    const auto* const sound = choose(facts, StreamKind::audio);
    if (picture == nullptr && sound == nullptr) return fail(Errc::no_playable_track);
    if (facts.duration && *facts.duration > limits.duration_max) return fail(Errc::too_long);
    Plan plan{.duration = facts.duration};
    if (picture != nullptr) {
        if (const auto good = judge_picture(*picture, limits); !good)
            return std::unexpected(good.error());
        plan.picture = plan_picture(*picture);
    }
    if (sound != nullptr) {
        if (const auto good = judge_sound(*sound); !good) return std::unexpected(good.error());
        plan.sound = plan_sound(*sound);
    }
    if (!plan.picture) plan.cover = find_cover(facts);
    return plan;
}

Plan with_encoded_picture(Plan plan, const FileFacts& facts) {
    for (const auto& stream : facts.streams) {
        if (plan.picture && stream.index == plan.picture->stream) plan.picture = encoded(stream);
    }
    return plan;
}

}  // namespace freshet::ffmpeg
