#pragma once

#include <memory>

#include "live/stream.hpp"

namespace freshet::live {

/// The right to feed one stream. Giving it up without `unpublish` means that the publisher was
/// lost: the stream lives on through its grace time. Lives on the publisher's thread.
class Publication {
public:
    Publication(std::shared_ptr<Stream> stream, Stream::Claim claim);
    Publication(Publication&&) noexcept = default;
    Publication& operator=(Publication&&) = delete;
    ~Publication();

    /// Where this publication's first frame belongs on the stream's line.
    [[nodiscard]] media::MediaTime start() const { return claim_.start; }

    [[nodiscard]] const Stream& stream() const { return *stream_; }

    /// A track became known or changed. Before the frames that refer to it.
    void announce(media::TrackPtr track);

    void push(media::FramePtr frame);

    /// The publisher has said goodbye. Nothing may be pushed after it.
    void unpublish();

private:
    void at_home(std::move_only_function<void(Stream&)> work);
    void leave(Stream::Goodbye goodbye);

    std::shared_ptr<Stream> stream_;  // Null after goodbye.
    Stream::Claim claim_;
};

}  // namespace freshet::live
