#include "live/publication.hpp"

#include <utility>

namespace freshet::live {

Publication::Publication(std::shared_ptr<Stream> stream, Stream::Claim claim)
    : stream_(std::move(stream)), claim_(claim) {
    at_home([number = claim_.number](Stream& home) { home.begin_publication(number); });
}

Publication::~Publication() { leave(Stream::Goodbye::lost); }

void Publication::announce(media::TrackPtr track) {
    at_home([number = claim_.number, track = std::move(track)](Stream& home) mutable {
        home.take_track(number, std::move(track));
    });
}

void Publication::push(media::FramePtr frame) {
    stream_->heard();
    if (stream_->home().is_current()) return stream_->take_frame(claim_.number, std::move(frame));
    at_home([number = claim_.number, frame = std::move(frame)](Stream& home) mutable {
        home.take_frame(number, std::move(frame));
    });
}

void Publication::unpublish() { leave(Stream::Goodbye::clean); }

void Publication::leave(Stream::Goodbye goodbye) {
    if (!stream_) return;
    if (stream_->release(claim_.number)) {
        at_home([goodbye](Stream& home) { home.publisher_left(goodbye); });
    }
    stream_.reset();
}

/// At once where we are at home already, else in the order of the calls.
void Publication::at_home(std::move_only_function<void(Stream&)> work) {
    if (stream_->home().is_current()) return work(*stream_);
    stream_->home().post([stream = stream_, work = std::move(work)]() mutable { work(*stream); });
}

}  // namespace freshet::live
