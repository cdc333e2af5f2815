#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace freshet::metrics {

/// One number and the label value it stands under; an empty one where the metric has no label.
struct Sample {
    std::string label;
    double value = 0;
};

/// A counter only rises while the program runs; a gauge goes up and down.
enum class Kind : std::uint8_t { counter, gauge };

using Read = std::function<std::vector<Sample>()>;

/// A metric whose numbers are kept elsewhere and asked for at each scrape, so that what is counted
/// costs nothing here. `read` is called from any thread and answers at once.
struct Source {
    Kind kind = Kind::gauge;
    std::string name;
    std::string help;
    std::string label_name;  // Empty: the metric has no label.
    Read read;
};

/// Publications that are being received; the label is the protocol.
[[nodiscard]] Source publications(Read read);

/// Streams on air, those too whose publisher is away.
[[nodiscard]] Source streams_on_air(Read read);

/// Viewers; the label is the protocol.
[[nodiscard]] Source viewers(Read read);

/// Bytes sent to viewers; the label is the protocol.
[[nodiscard]] Source sent_bytes(Read read);

/// Bytes received from publishers; the label is the protocol.
[[nodiscard]] Source received_bytes(Read read);

/// How often a viewer fell behind and continued at the newest keyframe.
[[nodiscard]] Source viewer_jumps(Read read);

/// Viewers that were closed because they took nothing for too long.
[[nodiscard]] Source viewers_let_go(Read read);

/// How late an io thread came to a timer, in seconds; the label is the thread's index.
[[nodiscard]] Source loop_delay(Read read);

/// Open connections; the label is the port's name.
[[nodiscard]] Source connections(Read read);

/// What was asked of the database and has its outcome; the label is the kind: read or write.
[[nodiscard]] Source database_acts(Read read);

/// Those of them that failed or were refused; the label is the kind.
[[nodiscard]] Source database_failures(Read read);

/// Those that were run again because another was at the same rows; the label is the kind.
[[nodiscard]] Source database_retries(Read read);

/// Transactions that were committed, and the time within transactions; the label is the kind.
[[nodiscard]] Source database_transactions(Read read);
[[nodiscard]] Source database_seconds(Read read);

/// What waits for a session of the database; the label is the kind.
[[nodiscard]] Source database_waiting(Read read);

/// Sessions that have their connection; the label is the kind.
[[nodiscard]] Source database_sessions(Read read);

/// Connections to the database that were made anew.
[[nodiscard]] Source database_reconnects(Read read);

/// What became of messages; the label says it: shown, held, refused, failed.
[[nodiscard]] Source chat_messages(Read read);

/// Transactions in which messages were stored.
[[nodiscard]] Source chat_batches(Read read);

/// Rooms that are open, and viewers in them.
[[nodiscard]] Source chat_rooms(Read read);
[[nodiscard]] Source chat_viewers(Read read);

/// Clients of realtime that are connected; the label is the transport.
[[nodiscard]] Source realtime_clients(Read read);

/// Clients that are no longer served; the label is the reason.
[[nodiscard]] Source realtime_ended(Read read);

/// Connections of them, and those that went on where a lost one was.
[[nodiscard]] Source realtime_opened(Read read);
[[nodiscard]] Source realtime_recovered(Read read);

/// Pieces of news that were published, and bytes sent.
[[nodiscard]] Source realtime_news(Read read);
/// Rounds in which a thread wrote to those of its clients that had something to hear.
[[nodiscard]] Source realtime_passes(Read read);
[[nodiscard]] Source realtime_bytes(Read read);

}  // namespace freshet::metrics
