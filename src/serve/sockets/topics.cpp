#include "serve/sockets/topics.hpp"

#include <algorithm>
#include <utility>

namespace freshet::sockets {

void Topics::append(EditionPtr edition, MonoTime now) {
    auto& topic = at(edition->topic);
    dated_.push_back({.topic = &topic, .number = edition->number, .time = now});
    ++topic.dated;
    if (!std::exchange(topic.waits_for_pass, true)) waiting_.push_back(&topic);

    bytes_ -= topic.log.size_bytes();
    held_ -= topic.log.size();
    topic.log.append(std::move(edition));
    bytes_ += topic.log.size_bytes();
    held_ += topic.log.size();
    while (bytes_ > limits_.all_bytes_max && dated_.size() > 1) drop_first_dated();
    forget_fallen();
}

/// What a busy topic has lost for the size of its log would else be known until it is too old.
/// Looks at every entry once for each time that as many have come.
void Topics::forget_fallen() {
    if (dated_.size() <= 2 * held_ + limits_.fallen_max) return;
    std::erase_if(dated_, [](const Dated& entry) {
        auto& topic = *entry.topic;
        const bool is_held =
            !topic.log.empty() && topic.log[topic.log.tail()]->number <= entry.number;
        if (!is_held) --topic.dated;
        return !is_held;
    });
}

Followed& Topics::at(const Topic& name) {
    const auto found = topics_.find(name);
    if (found != topics_.end()) return found->second;
    Followed made{.log = TopicLog(limits_.log_bytes_max, dropped_)};
    const auto place = topics_.emplace(name, std::move(made)).first;
    place->second.name = &place->first;
    return place->second;
}

void Topics::release(Followed& topic) {
    if (!topic.followers.empty() || topic.dated > 0 || topic.waits_for_pass) return;
    for (std::size_t i = 0; i < dialect_count; ++i) {
        dropped_ = std::max(dropped_, topic.log.newest(static_cast<Dialect>(i)));
    }
    topics_.erase(topics_.find(*topic.name));
}

void Topics::age(MonoTime now) {
    while (!dated_.empty() && dated_.front().time + limits_.age_max <= now) drop_first_dated();
}

void Topics::drop_first_dated() {
    const auto first = dated_.front();
    dated_.pop_front();
    auto& topic = *first.topic;
    --topic.dated;
    // It may have fallen off before, for the size of its log.
    if (!topic.log.empty() && topic.log[topic.log.tail()]->number == first.number) {
        const auto before = topic.log.size_bytes();
        topic.log.drop_oldest();
        bytes_ -= before - topic.log.size_bytes();
        --held_;
    }
    release(topic);
}

std::vector<Followed*> Topics::take_waiting() { return std::exchange(waiting_, {}); }

}  // namespace freshet::sockets
