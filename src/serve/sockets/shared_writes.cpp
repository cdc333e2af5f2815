#include "serve/sockets/shared_writes.hpp"

#include <algorithm>

namespace freshet::sockets {

namespace {

// One gathered write lists at most this many frames; the kernel's own limit is IOV_MAX, 1024.
constexpr std::size_t places_max = 256;

}  // namespace

void SharedWrites::prepare(const Followed& topic) {
    topic_ = &topic;
    const auto& log = topic.log;
    for (std::size_t i = 0; i < dialect_count; ++i) {
        auto& write = writes_[i];
        write.places.clear();
        write.size_bytes = 0;
        write.from = write.to = std::max(topic.passed_to, log.tail());
        for (; write.to < log.head() && write.places.size() < places_max; ++write.to) {
            const auto frame = log[write.to]->texts[i].frame.bytes();
            if (frame.empty()) {
                // Clients step over what is not for them, before they look here.
                if (write.places.empty()) write.from = write.to + 1;
                continue;
            }
            write.places.push_back({const_cast<std::byte*>(frame.data()), frame.size()});
            write.size_bytes += frame.size();
        }
    }
}

const SharedWrites::Write* SharedWrites::find(const Followed& topic, Dialect dialect,
                                              TopicLog::Position position) const {
    if (&topic != topic_) return nullptr;
    const auto& write = writes_.at(static_cast<std::size_t>(dialect));
    return write.from == position && !write.places.empty() ? &write : nullptr;
}

}  // namespace freshet::sockets
