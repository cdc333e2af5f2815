#include "ffmpeg/command.hpp"

#include <initializer_list>

#include <fmt/format.h>

#include "ffmpeg/formats.hpp"

namespace freshet::ffmpeg {

namespace {

constexpr std::string_view entries =
    "format=format_name,duration"
    ":stream=index,codec_type,codec_name,profile,width,height,pix_fmt,sample_aspect_ratio,"
    "field_order,color_transfer,r_frame_rate,avg_frame_rate,channels,sample_rate"
    ":stream_disposition=attached_pic,default:stream_side_data=rotation";

// Before the first picture decoding may need those that come after it, and before the first sound
// AAC needs a frame: fragments have no place for times before 0, so all begin here.
constexpr std::string_view timeline_start_s = "10";

constexpr int keyframe_every_s = 2;
constexpr std::string_view fragment_us = "2000000";
constexpr std::string_view thumbnail_size =
    "scale=w=640:h=640:force_original_aspect_ratio=decrease"
    ":force_divisible_by=2";
constexpr std::string_view not_black =
    "blackframe=amount=0:threshold=32"
    ",metadata=select:key=lavfi.blackframe.pblack:value=98:function=less";

void add(Command& command, std::initializer_list<std::string_view> more) {
    command.insert(command.end(), more.begin(), more.end());
}

template <class Rows>
void add_decoders(std::string& list, const Rows& rows) {
    for (const auto& row : rows) {
        if (!list.empty()) list += ',';
        list += row.decoders;
    }
}

std::string decoders() {
    std::string list;
    add_decoders(list, picture_codecs);
    add_decoders(list, sound_codecs);
    add_decoders(list, cover_codecs);
    return list.append(",").append(text_decoders);
}

/// What holds for every file that is opened, ours too.
void add_input_limits(Command& command) {
    add(command, {"-max_alloc", "1073741824", "-protocol_whitelist", "file", "-format_whitelist",
                  containers, "-codec_whitelist"});
    command.push_back(decoders());
    add(command, {"-max_streams", "100", "-probesize", "20000000", "-analyzeduration", "20000000"});
}

Command ffmpeg_command() {
    Command command;
    add(command,
        {"ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-v", "error", "-progress", "pipe:1"});
    return command;
}

void add_source(Command& command) {
    add_input_limits(command);
    add(command, {"-max_pixels", "67108864", "-i"});
    command.push_back(fmt::format("file:{}", source_file));
}

void add_made(Command& command) {
    add_input_limits(command);
    add(command, {"-i"});
    command.push_back(fmt::format("file:{}", progressive_file));
}

std::string filters(const PicturePlan& picture) {
    std::string chain;
    if (picture.deinterlace) chain += "bwdif=mode=send_frame,";
    // The frame rate first: what is dropped need not be scaled.
    chain += fmt::format("fps={}/{},", picture.frame_rate.over, picture.frame_rate.under);
    if (picture.tone_map) {
        chain +=
            "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
            "zscale=t=bt709:m=bt709:r=tv,";
    }
    return chain + fmt::format("scale={}:{}:flags=bicubic,setsar=1,format=yuv420p", picture.width,
                               picture.height);
}

void add_picture(Command& command, const PicturePlan& picture) {
    add(command, {"-map", fmt::format("0:{}", picture.stream)});
    if (!picture.is_encoded) return add(command, {"-c:v", "copy"});
    const auto group =
        std::to_string(static_cast<int>(picture.frame_rate.value() * keyframe_every_s + 0.5));
    add(command, {"-filter:v",
                  filters(picture),
                  "-c:v",
                  "libx264",
                  "-preset",
                  "veryfast",
                  "-profile:v",
                  "high",
                  "-crf",
                  "21",
                  "-maxrate",
                  fmt::format("{}k", picture.kilobits_max),
                  "-bufsize",
                  fmt::format("{}k", 2 * picture.kilobits_max),
                  "-g",
                  group,
                  "-keyint_min",
                  group,
                  "-sc_threshold",
                  "0",
                  "-flags:v",
                  "+cgop"});
}

void add_sound(Command& command, const SoundPlan& sound) {
    add(command, {"-map", fmt::format("0:{}", sound.stream)});
    if (!sound.is_encoded) return add(command, {"-c:a", "copy"});
    // Where time jumps, silence is put in or sound taken out: it stays with the picture.
    add(command, {"-filter:a", "aresample=async=1000", "-c:a", "aac", "-b:a",
                  fmt::format("{}k", sound.kilobits), "-ac", fmt::format("{}", sound.channels),
                  "-ar", fmt::format("{}", sound.sample_rate_hz)});
}

/// One track as a file of fragments. Times stand there as they are: each output would begin at 0
/// by itself otherwise, and sound be apart from its picture.
void add_track(Command& command, std::string_view map, std::string_view name) {
    const bool is_picture = map == "0:v:0";
    add(command, {"-map", map, "-c", "copy", "-output_ts_offset", timeline_start_s,
                  "-avoid_negative_ts", "disabled", "-use_editlist", "0", "-movflags"});
    const std::string flags = "+empty_moov+default_base_moof+frag_discont+skip_trailer";
    command.push_back(is_picture ? flags + "+frag_keyframe" : flags);
    add(command,
        {is_picture ? "-min_frag_duration" : "-frag_duration", is_picture ? "1000000" : fragment_us,
         "-f", "mp4", fmt::format("file:{}.mp4", name)});
}

void add_thumbnail(Command& command, std::string_view filter) {
    add(command, {"-frames:v", "1", "-filter:v", filter, "-c:v", "libwebp", "-quality", "80", "-f",
                  "webp", fmt::format("file:{}", thumbnail_file)});
}

}  // namespace

Command probe_command() {
    Command command;
    add(command, {"ffprobe", "-hide_banner", "-v", "error", "-of", "json=compact=1",
                  "-show_entries", entries});
    add_input_limits(command);
    add(command, {"-i"});
    command.push_back(fmt::format("file:{}", source_file));
    return command;
}

Command make_command(const Plan& plan, const VideoLimits& limits) {
    auto command = ffmpeg_command();
    // One that does not say how long it is may be longer than it may.
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.duration_max).count() + 1;
    add(command, {"-t", std::to_string(seconds)});
    add_source(command);
    if (plan.picture) add_picture(command, *plan.picture);
    if (plan.sound) add_sound(command, *plan.sound);
    add(command, {"-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-movflags",
                  "+faststart", "-f", "mp4", fmt::format("file:{}", progressive_file)});
    return command;
}

Command split_command(const TrackFiles& files) {
    auto command = ffmpeg_command();
    add_made(command);
    if (!files.picture.empty()) add_track(command, "0:v:0", files.picture);
    if (!files.sound.empty()) add_track(command, "0:a:0", files.sound);
    return command;
}

Command thumbnail_command(std::chrono::milliseconds at) {
    auto command = ffmpeg_command();
    // Keyframes alone: they cost less than all pictures, and tell of minutes.
    add(command, {"-skip_frame", "nokey", "-noaccurate_seek", "-t", "300", "-ss",
                  fmt::format("{}.{:03}", at.count() / 1000, at.count() % 1000)});
    add_made(command);
    add(command, {"-map", "0:v:0"});
    add_thumbnail(command, fmt::format("{},thumbnail=n=50,{}", not_black, thumbnail_size));
    return command;
}

Command first_picture_command() {
    auto command = ffmpeg_command();
    add(command, {"-y"});  // In place of what holds no picture.
    add_made(command);
    add(command, {"-map", "0:v:0"});
    add_thumbnail(command, thumbnail_size);
    return command;
}

Command cover_command(unsigned stream) {
    auto command = ffmpeg_command();
    add_source(command);
    add(command, {"-map", fmt::format("0:{}", stream)});
    add_thumbnail(command, thumbnail_size);
    return command;
}

}  // namespace freshet::ffmpeg
