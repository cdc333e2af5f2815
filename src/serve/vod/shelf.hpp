#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "serve/http/message.hpp"
#include "serve/vod/memory.hpp"
#include "store/objects/store.hpp"

namespace freshet::vod {

namespace asio = boost::asio;

/// Objects of videos at hand: those that were asked for lately stay open, since who watches comes
/// back to the same file every few seconds, and a bucket takes a round trip to say how long it is.
/// Guarded: from any thread. Goes before the store.
class Shelf {
public:
    struct Config {
        std::size_t objects_max = 256;  // Open at once; of a folder each is a descriptor.
        std::size_t text_bytes_max = std::size_t{4} * 1024 * 1024;    // Of one playlist.
        std::size_t texts_bytes_max = std::size_t{32} * 1024 * 1024;  // Of those that are kept.
        std::function<MonoTime()> mono = mono_now;
    };

    Shelf(Config config, objects::Store& store);

    using Object = std::shared_ptr<const objects::Object>;
    using Text = std::shared_ptr<const std::string>;

    /// Null: there is none.
    asio::awaitable<Object> open(std::string key);

    /// The whole object as a text. Null: there is none, or it is no playlist of ours by its size.
    asio::awaitable<Text> text(std::string key);

    /// Closes what nobody has asked for in the last minute. To be called every few seconds.
    void sweep();

    /// The video is gone.
    void forget(VideoId video);

private:
    const Config config_;
    objects::Store& store_;
    Memory<std::string, objects::Object> objects_;
    Memory<std::string, std::string> texts_;
};

/// All of it as a body: the kernel sends a file of this machine; what is elsewhere is asked for
/// piece by piece.
[[nodiscard]] http::Body body_of(Shelf::Object object);

}  // namespace freshet::vod
