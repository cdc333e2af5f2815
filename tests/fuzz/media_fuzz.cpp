// Decoders' configurations and coded frames as publishers send them, of every codec.
#include <cstddef>
#include <cstdint>

#include "media/codec.hpp"
#include "media/frame_reader.hpp"
#include "media/track_reader.hpp"
#include "wire/mp4/init_writer.hpp"

/// The first byte is the codec, the second where the configuration ends and a frame begins.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    if (size < 2) return 0;
    const auto codec = media::codecs[data[0] % media::codecs.size()].codec;
    const ByteSpan input(reinterpret_cast<const std::byte*>(data) + 2, size - 2);
    const auto config = input.first(data[1] < input.size() ? input.size() - data[1] : input.size());
    const auto track = media::make_track(codec, Bytes(config.begin(), config.end()));
    if (track) (void)mp4::write_init(*track);

    media::Track any{.codec = codec};
    (void)media::is_keyframe(track ? *track : any, input.subspan(config.size()));
    (void)media::samples_per_frame(track ? *track : any, input.subspan(config.size()));
    (void)media::is_keyframe(any, input);
    return 0;
}
