#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "wire/flv/demuxer.hpp"
#include "wire/flv/tag_writer.hpp"

// The input is a row of messages: a byte for the kind (video, audio, script), two for the size, the
// body. Every frame that comes of them can be written again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    flv::Demuxer demuxer(media::Timeline(media::MediaTime(0)));
    ByteReader reader(std::as_bytes(std::span(data, size)));
    for (std::uint32_t timestamp_ms = 0; !reader.empty(); timestamp_ms += 20) {
        const auto kind = *reader.u8();
        const auto announced = reader.u16();
        if (!announced) break;
        const auto body = *reader.take(std::min<std::size_t>(*announced, reader.left()));
        const Slice message(Bytes(body.begin(), body.end()));
        if (kind % 3 == 2) {
            demuxer.push_metadata(message.bytes());
            continue;
        }
        const auto frames = kind % 3 == 0 ? demuxer.push_video(timestamp_ms, message)
                                          : demuxer.push_audio(timestamp_ms, message);
        if (!frames) break;
        for (const auto& frame : *frames) {
            FRESHET_CHECK(!frame->payload.empty());
            FRESHET_CHECK(frame->payload.size() <= message.size());
            Bytes out;
            flv::append_body_head(out, *frame);
            FRESHET_CHECK(!out.empty());
            static_cast<void>(flv::sequence_header_body(*frame->track));
        }
    }
    static_cast<void>(flv::metadata_body(demuxer.video().get(), demuxer.audio().get()));
    return 0;
}
