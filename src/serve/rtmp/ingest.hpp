#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "live/publication.hpp"
#include "serve/rtmp/server.hpp"
#include "wire/flv/demuxer.hpp"
#include "wire/rtmp/event.hpp"

namespace freshet::rtmp {

/// Why a publish is refused, in words for the encoder's screen.
enum class IngestErrc {
    unknown_key = 1,
};

ErrorCode make_error_code(IngestErrc code) noexcept;

/// What has become of a wish to publish.
struct Claim {
    Result<live::Publication> publication;
    std::string handle{};  // Of the channel; empty: the key is nobody's.
};

/// The right to publish under this key, on `thread`, which is the caller's; with it the channel's
/// broadcast begins or goes on. `evict` as in live::Hub::publish.
boost::asio::awaitable<Claim> open_publication(Parts parts, Loop& thread, std::string key,
                                               std::function<void()> evict);

/// One publisher's media on their way from messages to frames. Lives on the publisher's thread.
class Ingest {
public:
    Ingest(live::Publication publication, std::string peer_ip);

    /// A message of the publisher. Fails when it can not be what it says.
    Result<void> take(const Event& event);

    /// The publisher has said goodbye.
    void unpublish();

    /// The publisher has gone without.
    void lost(std::string_view reason);

private:
    // An encoder may change its track with every frame.
    static constexpr std::chrono::seconds track_line_interval{10};

    Result<void> push(Result<std::vector<media::FramePtr>> frames);
    void announce_changes();
    void say_ended(std::string_view reason) const;

    live::Publication publication_;
    flv::Demuxer demuxer_;
    std::array<media::TrackPtr, 2> announced_;  // By kind.
    std::array<log::Every, 2> track_lines_{log::Every(track_line_interval),
                                           log::Every(track_line_interval)};
    std::string peer_ip_;
    MonoTime since_;
    std::uint64_t frames_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace freshet::rtmp

template <>
struct boost::system::is_error_code_enum<freshet::rtmp::IngestErrc> : std::true_type {};
