#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "media/frame.hpp"
#include "media/track_reader.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::cmaf::testing {

/// Reads a fragmented MP4 that ffmpeg has written, as frames in the order of their decoding: a
/// publisher for tests, with every codec that there is. Believes its input.
class Mp4Source {
public:
    explicit Mp4Source(Bytes file) : file_(std::make_shared<const Bytes>(std::move(file))) {
        walk(*file_, [this](std::uint32_t type, ByteSpan body) {
            if (type == media::fourcc("moov")) read_movie(body);
            if (type == media::fourcc("moof")) read_fragment(body);
        });
    }

    [[nodiscard]] const std::vector<media::FramePtr>& frames() const { return frames_; }

private:
    struct Input {
        std::uint32_t scale = 0;
        media::TrackPtr track{};
        std::uint32_t duration = 0;  // Defaults of trex, then of tfhd.
        std::uint32_t size = 0;
        std::uint32_t flags = 0;
    };

    template <class Visit>
    static void walk(ByteSpan bytes, Visit visit) {
        ByteReader reader(bytes);
        while (reader.left() >= 8) {
            const auto size = reader.u32().value();
            const auto type = reader.u32().value();
            visit(type, reader.take(size - 8).value());
        }
    }

    static ByteSpan find(ByteSpan bytes, std::initializer_list<const char*> path) {
        for (const auto* name : path) {
            std::optional<ByteSpan> found;
            walk(bytes, [&](std::uint32_t type, ByteSpan body) {
                const auto* text = reinterpret_cast<const std::byte*>(name);
                ByteReader wanted(ByteSpan(text, 4));
                if (type == wanted.u32() && !found) found = body;
            });
            if (!found) throw std::runtime_error(std::string("no box ") + name);
            bytes = *found;
        }
        return bytes;
    }

    static std::uint32_t number_at(ByteSpan bytes, std::size_t offset) {
        return ByteReader(bytes.subspan(offset)).u32().value();
    }

    void read_movie(ByteSpan movie) {
        walk(movie, [this](std::uint32_t type, ByteSpan body) {
            if (type == media::fourcc("trak")) read_track(body);
        });
        walk(find(movie, {"mvex"}), [this](std::uint32_t type, ByteSpan body) {
            if (type != media::fourcc("trex")) return;
            auto& input = inputs_[number_at(body, 4)];
            input.duration = number_at(body, 12);
            input.size = number_at(body, 16);
            input.flags = number_at(body, 20);
        });
    }

    void read_track(ByteSpan trak) {
        auto& input = inputs_[number_at(find(trak, {"tkhd"}), 12)];
        const auto header = find(trak, {"mdia", "mdhd"});
        input.scale = number_at(header, header[0] == std::byte{1} ? 20 : 12);
        const auto table = find(trak, {"mdia", "minf", "stbl", "stsd"});
        const auto name = number_at(table, 12);
        const auto entry = table.subspan(16);
        const auto row = std::ranges::find_if(media::codecs, [&](const auto& traits) {
            return traits.mp4_sample_entry ==
                   (name == media::fourcc("hev1") ? media::fourcc("hvc1") : name);
        });
        codec_ = row->codec;
        if (name == media::fourcc("mp4a") && object_type(entry.subspan(28)) != 0x40) {
            codec_ = media::Codec::mp3;
        }
        const auto boxes = entry.subspan(row->kind == media::Kind::video ? 78 : 28);
        auto track = media::make_track(codec_, read_config(boxes));
        if (!track) throw std::runtime_error("track: " + track.error().message());
        input.track = std::make_shared<const media::Track>(std::move(*track));
    }

    Bytes read_config(ByteSpan boxes) const {
        const auto copy = [](ByteSpan bytes) { return Bytes(bytes.begin(), bytes.end()); };
        switch (codec_) {
            case media::Codec::h264: return copy(find(boxes, {"avcC"}));
            case media::Codec::hevc: return copy(find(boxes, {"hvcC"}));
            case media::Codec::av1: return copy(find(boxes, {"av1C"}));
            case media::Codec::vp9: return copy(find(boxes, {"vpcC"}));
            case media::Codec::opus: return opus_head(find(boxes, {"dOps"}));
            case media::Codec::aac: return audio_config(boxes);
            case media::Codec::mp3: break;
        }
        return Bytes{std::byte{0xff}, std::byte{0xfb}, std::byte{0x90}, std::byte{0x44}};
    }

    /// OpusHead is little-endian where dOps is big-endian.
    static Bytes opus_head(ByteSpan box) {
        auto head = to_bytes("OpusHead");
        head.push_back(std::byte{1});
        for (const auto i : {1uz, 3uz, 2uz, 7uz, 6uz, 5uz, 4uz, 9uz, 8uz, 10uz})
            head.push_back(box[i]);
        return head;
    }

    /// Past tag and size of a descriptor (ISO/IEC 14496-1, 8.3.3); gives the size.
    static std::size_t enter(ByteReader& reader) {
        reader.skip(1);
        auto size = reader.u8().value();
        while (size == 0x80) size = reader.u8().value();
        return size;
    }

    /// Where the DecoderConfigDescriptor's content begins.
    static ByteReader decoder_config(ByteSpan boxes) {
        ByteReader reader(find(boxes, {"esds"}).subspan(4));
        enter(reader);
        reader.skip(3);
        enter(reader);
        return reader;
    }

    static unsigned object_type(ByteSpan boxes) { return decoder_config(boxes).u8().value(); }

    static Bytes audio_config(ByteSpan boxes) {
        auto reader = decoder_config(boxes);
        reader.skip(13);
        const auto config = reader.take(enter(reader)).value();
        return {config.begin(), config.end()};
    }

    void read_fragment(ByteSpan moof) {
        walk(moof, [&](std::uint32_t type, ByteSpan body) {
            if (type == media::fourcc("traf")) read_track_fragment(moof, body);
        });
    }

    void read_track_fragment(ByteSpan moof, ByteSpan traf) {
        ByteReader head(find(traf, {"tfhd"}));
        const auto flags = head.u32().value();
        auto input = inputs_.at(head.u32().value());
        if ((flags & 0x2) != 0) head.skip(4);
        if ((flags & 0x8) != 0) input.duration = head.u32().value();
        if ((flags & 0x10) != 0) input.size = head.u32().value();
        if ((flags & 0x20) != 0) input.flags = head.u32().value();
        auto ticks =
            static_cast<std::int64_t>(ByteReader(find(traf, {"tfdt"}).subspan(4)).u64().value());
        walk(traf, [&](std::uint32_t type, ByteSpan body) {
            if (type == media::fourcc("trun")) ticks = read_run(moof, body, input, ticks);
        });
    }

    std::int64_t read_run(ByteSpan moof, ByteSpan run, const Input& input, std::int64_t ticks) {
        ByteReader reader(run);
        const auto flags = reader.u32().value();
        const auto count = reader.u32().value();
        const auto* data = moof.data() - 8 + reader.u32().value();
        std::optional<std::uint32_t> first_flags;
        if ((flags & 0x4) != 0) first_flags = reader.u32().value();
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto duration = (flags & 0x100) != 0 ? reader.u32().value() : input.duration;
            const auto size = (flags & 0x200) != 0 ? reader.u32().value() : input.size;
            auto sample_flags = (flags & 0x400) != 0 ? reader.u32().value() : input.flags;
            if (i == 0 && first_flags) sample_flags = *first_flags;
            const auto offset =
                (flags & 0x800) != 0 ? static_cast<std::int32_t>(reader.u32().value()) : 0;
            const bool is_sync = (sample_flags & 0x10000) == 0;
            add(std::make_shared<const media::Frame>(media::Frame{
                .track = input.track,
                .dts = mp4::to_time(ticks, input.scale),
                .pts = mp4::to_time(ticks + offset, input.scale),
                .keyframe = is_sync || input.track->kind() == media::Kind::audio,
                .payload = Slice(file_, ByteSpan(data, size)),
            }));
            ticks += duration;
            data += size;
        }
        return ticks;
    }

    /// Behind all that are to be decoded before it or at the same time.
    void add(media::FramePtr frame) {
        const auto place = std::ranges::upper_bound(frames_, frame->dts, {},
                                                    [](const auto& each) { return each->dts; });
        frames_.insert(place, std::move(frame));
    }

    std::shared_ptr<const Bytes> file_;
    std::map<std::uint32_t, Input> inputs_;
    media::Codec codec_ = media::Codec::h264;
    std::vector<media::FramePtr> frames_;
};

}  // namespace freshet::cmaf::testing
