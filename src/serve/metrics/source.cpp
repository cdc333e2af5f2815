#include "serve/metrics/source.hpp"

#include <utility>

namespace freshet::metrics {

Source publications(Read read) {
    return {Kind::gauge, "freshet_publications", "Publications being received.", "protocol",
            std::move(read)};
}

Source streams_on_air(Read read) {
    return {Kind::gauge, "freshet_streams_on_air", "Streams on air.", "", std::move(read)};
}

Source viewers(Read read) {
    return {Kind::gauge, "freshet_viewers", "Viewers connected.", "protocol", std::move(read)};
}

Source sent_bytes(Read read) {
    return {Kind::counter, "freshet_sent_bytes_total", "Bytes sent to viewers.", "protocol",
            std::move(read)};
}

Source received_bytes(Read read) {
    return {Kind::counter, "freshet_received_bytes_total", "Bytes received from publishers.",
            "protocol", std::move(read)};
}

Source viewer_jumps(Read read) {
    return {Kind::counter, "freshet_viewer_jumps_total",
            "Times a viewer fell behind and continued at the newest keyframe.", "",
            std::move(read)};
}

Source viewers_let_go(Read read) {
    return {Kind::counter, "freshet_viewers_let_go_total",
            "Viewers closed because they took nothing for too long.", "", std::move(read)};
}

Source loop_delay(Read read) {
    return {Kind::gauge, "freshet_loop_delay_seconds", "How late an io thread came to a timer.",
            "thread", std::move(read)};
}

Source connections(Read read) {
    return {Kind::gauge, "freshet_connections", "Open connections.", "port", std::move(read)};
}

Source database_acts(Read read) {
    return {Kind::counter, "freshet_database_acts_total", "Acts on the database that have ended.",
            "kind", std::move(read)};
}

Source database_failures(Read read) {
    return {Kind::counter, "freshet_database_failures_total",
            "Acts on the database that failed or were refused.", "kind", std::move(read)};
}

Source database_retries(Read read) {
    return {Kind::counter, "freshet_database_retries_total",
            "Acts on the database that were run again after a conflict.", "kind", std::move(read)};
}

Source database_transactions(Read read) {
    return {Kind::counter, "freshet_database_transactions_total",
            "Transactions that were committed.", "kind", std::move(read)};
}

Source database_seconds(Read read) {
    return {Kind::counter, "freshet_database_transaction_seconds_total",
            "Time within transactions, of all sessions together.", "kind", std::move(read)};
}

Source database_waiting(Read read) {
    return {Kind::gauge, "freshet_database_waiting", "Acts that wait for a session.", "kind",
            std::move(read)};
}

Source database_sessions(Read read) {
    return {Kind::gauge, "freshet_database_sessions", "Sessions that are connected.", "kind",
            std::move(read)};
}

Source database_reconnects(Read read) {
    return {Kind::counter, "freshet_database_reconnects_total",
            "Connections to the database that were made anew.", "", std::move(read)};
}

Source chat_messages(Read read) {
    return {Kind::counter, "freshet_chat_messages_total",
            "Messages of chat by what became of them.", "outcome", std::move(read)};
}

Source chat_batches(Read read) {
    return {Kind::counter, "freshet_chat_batches_total",
            "Transactions in which messages were stored.", "", std::move(read)};
}

Source chat_rooms(Read read) {
    return {Kind::gauge, "freshet_chat_rooms", "Rooms that are open.", "", std::move(read)};
}

Source chat_viewers(Read read) {
    return {Kind::gauge, "freshet_chat_viewers", "Viewers in rooms.", "", std::move(read)};
}

Source realtime_clients(Read read) {
    return {Kind::gauge, "freshet_realtime_clients", "Clients of realtime connected.", "transport",
            std::move(read)};
}

Source realtime_ended(Read read) {
    return {Kind::counter, "freshet_realtime_ended_total",
            "Clients of realtime that are no longer served.", "reason", std::move(read)};
}

Source realtime_opened(Read read) {
    return {Kind::counter, "freshet_realtime_opened_total", "Connections of realtime.", "",
            std::move(read)};
}

Source realtime_recovered(Read read) {
    return {Kind::counter, "freshet_realtime_recovered_total",
            "Connections that went on where a lost one was.", "", std::move(read)};
}

Source realtime_news(Read read) {
    return {Kind::counter, "freshet_realtime_news_total", "Pieces of news published.", "",
            std::move(read)};
}

Source realtime_passes(Read read) {
    return {Kind::counter, "freshet_realtime_passes_total",
            "Rounds in which a thread wrote to its clients.", "", std::move(read)};
}

Source realtime_bytes(Read read) {
    return {Kind::counter, "freshet_realtime_sent_bytes_total",
            "Bytes sent to clients of realtime.", "", std::move(read)};
}

}  // namespace freshet::metrics
