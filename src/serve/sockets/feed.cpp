#include "serve/sockets/feed.hpp"

#include <algorithm>
#include <utility>

#include "wire/engineio/payload.hpp"

namespace freshet::sockets {

namespace {

struct Frame {
    std::size_t head_bytes;
    std::size_t payload_bytes;
};

/// The frame that words of ours begin with (RFC 6455, 5.2). It is whole.
Frame first_frame(ByteSpan frames) {
    ByteReader reader(frames.subspan(1));
    auto size = reader.u8().value_or(0) & std::uint64_t{0x7f};
    if (size == 126) size = reader.be<2>().value_or(0);
    if (size == 127) size = reader.be<8>().value_or(0);
    return {.head_bytes = frames.size() - reader.left(), .payload_bytes = size};
}

/// Fills places for gathered writing.
class Places {
public:
    explicit Places(std::span<iovec> out) : out_(out) {}

    [[nodiscard]] bool full() const { return used_ == out_.size(); }
    [[nodiscard]] std::size_t used() const { return used_; }

    void add(ByteSpan bytes) {
        if (bytes.empty() || full()) return;
        out_[used_++] = {const_cast<std::byte*>(bytes.data()), bytes.size()};
    }

private:
    std::span<iovec> out_;
    std::size_t used_ = 0;
};

void step_over_others(Feed::Follow& follow) {
    const auto& log = follow.topic->log;
    while (follow.has_news() && log[follow.next]->in(follow.dialect).frame.empty()) ++follow.next;
}

}  // namespace

void Feed::say(ByteSpan frames) {
    // Who takes its words slowly, but always some, never lets them all go at once.
    if (2 * words_sent_ > words_.size()) {
        words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(words_sent_));
        words_sent_ = 0;
    }
    append(words_, frames);
}

void Feed::say_first(Feed& other) {
    auto words = Bytes(other.words_.begin() + static_cast<std::ptrdiff_t>(other.words_sent_),
                       other.words_.end());
    append(words, ByteSpan(words_).subspan(words_sent_));
    words_ = std::move(words);
    words_sent_ = 0;
    other.words_ = {};
    other.words_sent_ = 0;
}

bool Feed::settle() {
    for (auto& follow : follows_) {
        const auto& log = follow.topic->log;
        if (!log.reaches_back_to(follow.next, follow.dialect)) return false;
        follow.next = std::max(follow.next, log.tail());
        step_over_others(follow);
    }
    return true;
}

bool Feed::is_done() const {
    if (!begun_.empty() || unsent_bytes() > 0) return false;
    return !gives_news_ || std::ranges::none_of(follows_, &Follow::has_news);
}

Feed::Follow* Feed::only_news() {
    if (!begun_.empty() || unsent_bytes() > 0 || !gives_news_) return nullptr;
    const auto first = std::ranges::find_if(follows_, &Follow::has_news);
    if (first == follows_.end()) return nullptr;
    return std::none_of(first + 1, follows_.end(), [](auto& follow) { return follow.has_news(); })
               ? &*first
               : nullptr;
}

std::size_t Feed::gather(std::span<iovec> out) const {
    Places places(out);
    places.add(begun_.bytes().subspan(begun_sent_));
    places.add(ByteSpan(words_).subspan(words_sent_));
    if (!gives_news_) return places.used();

    auto follows = follows_;
    while (!places.full()) {
        const auto* news = next_news(follows);
        if (news == nullptr) break;
        places.add(news->frame.bytes());
    }
    return places.used();
}

void Feed::advance(std::size_t sent) {
    const auto rest_of_begun = std::min(sent, begun_.size() - begun_sent_);
    begun_sent_ += rest_of_begun;
    sent -= rest_of_begun;
    if (begun_sent_ < begun_.size()) return;
    begun_ = {};
    begun_sent_ = 0;

    const auto words = std::min(sent, unsent_bytes());
    note_sent_words(words);
    sent -= words;
    while (sent > 0) {
        const auto& frame = next_news(follows_)->frame;
        if (sent < frame.size()) {
            begun_ = frame;
            begun_sent_ = sent;
            return;
        }
        sent -= frame.size();
    }
}

void Feed::take_packets(std::string& payload, std::size_t bytes_max) {
    while (unsent_bytes() > 0 && payload.size() < bytes_max) {
        const auto words = ByteSpan(words_).subspan(words_sent_);
        const auto frame = first_frame(words);
        const auto packet = words.subspan(frame.head_bytes, frame.payload_bytes);
        engineio::append_packet(payload, as_text(packet));
        note_sent_words(frame.head_bytes + frame.payload_bytes);
    }
    while (gives_news_ && payload.size() < bytes_max) {
        const auto* news = next_news(follows_);
        if (news == nullptr) return;
        engineio::append_packet(payload, as_text(news->packet.bytes()));
    }
}

/// Steps over the oldest of what they have not heard; nothing: they have heard it all.
const engineio::Wrapped* Feed::next_news(std::span<Follow> follows) {
    Follow* oldest = nullptr;
    Number number = 0;
    for (auto& follow : follows) {
        step_over_others(follow);
        if (!follow.has_news()) continue;
        const auto its_number = follow.topic->log[follow.next]->number;
        if (oldest != nullptr && its_number > number) continue;
        oldest = &follow;
        number = its_number;
    }
    if (oldest == nullptr) return nullptr;
    return &oldest->topic->log[oldest->next++]->in(oldest->dialect);
}

void Feed::note_sent_words(std::size_t count) {
    words_sent_ += count;
    if (words_sent_ < words_.size()) return;
    words_ = {};  // Gives the memory back: most clients hear few of them.
    words_sent_ = 0;
}

}  // namespace freshet::sockets
