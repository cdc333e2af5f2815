#include "serve/fanout/viewing.hpp"

#include "base/log.hpp"

namespace freshet::fanout {

Viewing::Viewing(std::shared_ptr<live::Stream> stream, Viewer viewer)
    : stream_(std::move(stream)),
      presence_(stream_),
      viewer_(std::move(viewer)),
      since_(mono_now()) {
    log::info("viewer", "began protocol={} channel={} stream={} peer={}", viewer_.protocol,
              stream_->broadcast().handle, to_string(stream_->broadcast().id), viewer_.peer_ip);
}

void Viewing::ended(net::ViewerEnd why, const net::ViewerCounts& counts) const {
    const std::chrono::duration<double> watched = mono_now() - since_;
    log::info(
        "viewer",
        "ended protocol={} channel={} stream={} peer={} reason=\"{}\" seconds={:.1f} bytes={} "
        "jumps={}",
        viewer_.protocol, stream_->broadcast().handle, to_string(stream_->broadcast().id),
        viewer_.peer_ip, net::to_string(why), watched.count(), counts.bytes, counts.jumps);
}

}  // namespace freshet::fanout
