#include <utility>

#include "wire/rtmp/connect.hpp"
#include "wire/rtmp/error.hpp"
#include "wire/rtmp/server_session.hpp"
#include "wire/rtmp/stream_address.hpp"

// What ServerSession does about each command: RTMP 1.0, 7.2, and what clients send beyond it.
namespace freshet::rtmp {

ServerSession::Action ServerSession::find_action(std::string_view name) {
    struct Row {
        std::string_view name;
        Action action;
    };
    static constexpr Row rows[]{
        {"connect", &ServerSession::on_connect},
        {"createStream", &ServerSession::on_create_stream},
        {"publish", &ServerSession::on_publish},
        {"play", &ServerSession::on_play},
        {"deleteStream", &ServerSession::on_delete_stream},
        {"closeStream", &ServerSession::on_close},
        {"close", &ServerSession::on_close},
        {"FCPublish", &ServerSession::on_fc_publish},
        {"FCUnpublish", &ServerSession::on_fc_unpublish},
        {"FCSubscribe", &ServerSession::on_fc_subscribe},
        {"releaseStream", &ServerSession::on_courtesy},
        {"_checkbw", &ServerSession::on_courtesy},
        {"getStreamLength", &ServerSession::on_stream_length},
        {"pause", &ServerSession::on_pause},
        {"seek", &ServerSession::on_seek},
        {"receiveAudio", &ServerSession::on_receive},
        {"receiveVideo", &ServerSession::on_receive},
        {"_result", &ServerSession::on_answer},
        {"_error", &ServerSession::on_answer},
    };
    for (const auto& row : rows) {
        if (row.name == name) return row.action;
    }
    return &ServerSession::on_unknown;
}

ServerSession::Happened ServerSession::on_connect(const Command& command) {
    const auto* object = command.object.object();
    if (object == nullptr) return fail(Errc::bad_command);
    if (connected_) return fail(Errc::command_out_of_order);
    app_ = text_of(*object, "app");
    tc_url_ = text_of(*object, "tcUrl");
    connected_ = true;

    Bytes window;
    append_be(window, config_.window_ack_bytes);
    send_control(window_ack_size, window);
    append_be(window, std::uint8_t{2});  // RTMP 1.0, 5.4.5: the limit is dynamic.
    send_control(set_peer_bandwidth, window);
    Bytes chunk_size;
    append_be(chunk_size, config_.chunk_size);
    send_control(set_chunk_size, chunk_size);
    output_chunk_size_ = config_.chunk_size;
    send_answer(connect_result(command.transaction_id, *object));
    return std::nullopt;
}

// One message stream a connection, always of the same id: see media_stream_id.
ServerSession::Happened ServerSession::on_create_stream(const Command& command) {
    if (stream_created_) {
        send_answer(error_body(command.transaction_id, "NetConnection.Call.Failed",
                               "One stream a connection."));
        return std::nullopt;
    }
    stream_created_ = true;
    send_answer(result_body(command.transaction_id, {static_cast<double>(media_stream_id)}));
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_publish(const Command& command) {
    if (role_ != Role::none) return fail(Errc::command_out_of_order);
    auto address = find_stream_address({.app = app_, .tc_url = tc_url_, .name = command.text(0)});
    become(Role::publish_asked);
    return PublishAsked{
        .app = std::move(address.app),
        .key = std::move(address.name),
        .query = std::move(address.query),
        .type = std::string(command.text(1)),
    };
}

ServerSession::Happened ServerSession::on_play(const Command& command) {
    if (role_ != Role::none) return fail(Errc::command_out_of_order);
    auto address = find_stream_address({.app = app_, .tc_url = tc_url_, .name = command.text(0)});
    become(Role::play_asked);
    return PlayAsked{
        .app = std::move(address.app),
        .name = std::move(address.name),
        .query = std::move(address.query),
    };
}

ServerSession::Happened ServerSession::on_delete_stream(const Command&) {
    stream_created_ = false;
    return leave();
}

ServerSession::Happened ServerSession::on_close(const Command&) { return leave(); }

ServerSession::Happened ServerSession::on_fc_publish(const Command& command) {
    send_courtesy(command);
    const Status status{.code = "NetStream.Publish.Start", .description = command.text(0)};
    send_answer(status_body(status, "onFCPublish"));
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_fc_unpublish(const Command& command) {
    send_courtesy(command);
    const Status status{.code = "NetStream.Unpublish.Success",
                        .description = "Stopped publishing."};
    send_answer(status_body(status, "onFCUnpublish"));
    if (role_ == Role::publishing) send_status(status);
    return leave();
}

ServerSession::Happened ServerSession::on_fc_subscribe(const Command& command) {
    send_courtesy(command);
    const Status status{.code = "NetStream.Play.Start", .description = command.text(0)};
    send_answer(status_body(status, "onFCSubscribe"));
    return std::nullopt;
}

// RTMP 1.0, 7.2.2.9. A live stream does not wait: the answer is all that happens.
ServerSession::Happened ServerSession::on_pause(const Command& command) {
    if (command.is_true(0)) {
        send_status({.code = "NetStream.Pause.Notify", .description = "Paused."});
    } else {
        send_status({.code = "NetStream.Unpause.Notify", .description = "Unpaused."});
    }
    return std::nullopt;
}

// RTMP 1.0, 7.2.2.8.
ServerSession::Happened ServerSession::on_seek(const Command&) {
    send_status(
        {.level = "error", .code = "NetStream.Seek.Failed", .description = "The stream is live."});
    return std::nullopt;
}

// RTMP 1.0, 7.2.2.4 and 7.2.2.5: only switching on is answered. Players get both kinds whatever
// they ask.
ServerSession::Happened ServerSession::on_receive(const Command& command) {
    if (!command.is_true(0)) return std::nullopt;
    send_status({.code = "NetStream.Seek.Notify", .description = "Seeking."});
    send_status({.code = "NetStream.Play.Start", .description = "Started playing."});
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_stream_length(const Command& command) {
    send_answer(result_body(command.transaction_id, {0.0}));
    return std::nullopt;
}

ServerSession::Happened ServerSession::on_courtesy(const Command& command) {
    send_courtesy(command);
    return std::nullopt;
}

// Clients that wait for these go on at any "_result".
void ServerSession::send_courtesy(const Command& command) {
    if (command.transaction_id == 0) return;
    send_answer(result_body(command.transaction_id, {amf::Undefined{}}));
}

ServerSession::Happened ServerSession::on_answer(const Command&) { return std::nullopt; }

ServerSession::Happened ServerSession::on_unknown(const Command& command) {
    if (command.transaction_id != 0) {
        send_answer(error_body(command.transaction_id, "NetConnection.Call.Failed",
                               "There is no such command."));
    }
    return std::nullopt;
}

}  // namespace freshet::rtmp
