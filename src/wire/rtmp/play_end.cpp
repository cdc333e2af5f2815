#include "wire/rtmp/play_end.hpp"

#include "wire/rtmp/chunk_writer.hpp"
#include "wire/rtmp/command.hpp"
#include "wire/rtmp/message.hpp"

namespace freshet::rtmp {

namespace {

constexpr std::uint16_t stream_eof = 1;  // RTMP 1.0, 7.1.7.

void append_status(Bytes& out, const Status& status, std::size_t chunk_size) {
    const MessageHead head{
        .chunk_stream = status_chunk_stream, .type = command_amf0, .stream_id = media_stream_id};
    append_message(out, head, status_body(status), chunk_size);
}

}  // namespace

void append_play_end(Bytes& out, std::size_t chunk_size) {
    Bytes eof;
    append_be(eof, stream_eof);
    append_be(eof, media_stream_id);
    append_message(out, {.type = user_control}, eof, chunk_size);
    append_status(
        out, {.code = "NetStream.Play.UnpublishNotify", .description = "The broadcast is over."},
        chunk_size);
    append_status(out, {.code = "NetStream.Play.Stop", .description = "Stopped playing."},
                  chunk_size);
}

}  // namespace freshet::rtmp
