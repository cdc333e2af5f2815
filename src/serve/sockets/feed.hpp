#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <sys/uio.h>
#include <vector>

#include "base/bytes.hpp"
#include "base/slice.hpp"
#include "serve/sockets/topics.hpp"

namespace freshet::sockets {

/// What is owed to one client: words for it alone, and the news of the topics that it follows, in
/// the order of their numbers. Both are WebSocket frames, of which words stand between two others,
/// never within. Pure: knows no socket. Lives on its client's thread.
class Feed {
public:
    struct Follow {
        Followed* topic = nullptr;
        TopicLog::Position next = 0;
        Number since = 0;       // Where it began.
        std::size_t place = 0;  // Among the topic's followers.
        Dialect dialect = Dialect::kebab;

        [[nodiscard]] bool has_news() const { return next < topic->log.head(); }
    };

    /// Before all further news.
    void say(ByteSpan frames);

    /// Before everything; of another feed, which has nothing to say any more.
    void say_first(Feed& other);

    /// Whether news go out at all: not before the client is welcome, and not after its last words.
    void give_news(bool give) { gives_news_ = give; }

    /// What of its own waits.
    [[nodiscard]] std::size_t unsent_bytes() const { return words_.size() - words_sent_; }

    [[nodiscard]] std::vector<Follow>& follows() { return follows_; }

    /// Steps over what is not for it. False: news that it was to hear have fallen off their log.
    [[nodiscard]] bool settle();

    /// Whether all there is has gone out. After `settle`.
    [[nodiscard]] bool is_done() const;

    /// The topic whose news are all that is owed, for whoever writes the same to many. After
    /// `settle`.
    [[nodiscard]] Follow* only_news();

    /// Lists what is owed, as far as `out` reaches. Returns how many places were used.
    std::size_t gather(std::span<iovec> out) const;

    /// Takes note that this many of the gathered bytes have gone out.
    void advance(std::size_t sent);

    /// Moves packets to a payload of Engine.IO, until it has this size or there is nothing more.
    void take_packets(std::string& payload, std::size_t bytes_max);

private:
    static const engineio::Wrapped* next_news(std::span<Follow> follows);
    void note_sent_words(std::size_t count);

    Bytes words_;
    std::size_t words_sent_ = 0;
    Slice begun_;  // News of which a part has gone out: their log may drop them meanwhile.
    std::size_t begun_sent_ = 0;
    std::vector<Follow> follows_;
    bool gives_news_ = false;
};

}  // namespace freshet::sockets
