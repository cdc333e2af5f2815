#include "serve/api/answer_memory.hpp"

#include <utility>

namespace freshet::api {

AnswerMemory::Age AnswerMemory::age() const {
    const std::lock_guard lock(mutex_);
    return {changes_};
}

AnswerMemory::Text AnswerMemory::find(std::string_view question, MonoTime now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(question);
    if (found == entries_.end()) return nullptr;
    auto& entry = found->second;
    if (now >= entry.gone_at) return nullptr;
    if (now >= entry.fresh_until) {
        entry.fresh_until = entry.gone_at;  // Whoever asks next need not make it as well.
        return nullptr;
    }
    return entry.answer;
}

void AnswerMemory::keep(std::string question, Text answer, Age age, MonoTime now) {
    if (answer->size() > limits_.answer_bytes_max) return;
    const std::lock_guard lock(mutex_);
    if (age.changes != changes_) return;
    if (entries_.size() >= limits_.answers_max) make_room(now);
    entries_.insert_or_assign(std::move(question), Entry{.answer = std::move(answer),
                                                         .fresh_until = now + limits_.life,
                                                         .gone_at = now + 2 * limits_.life});
}

void AnswerMemory::forget() {
    std::map<std::string, Entry, std::less<>> gone;  // Goes when the lock is free again.
    const std::lock_guard lock(mutex_);
    ++changes_;
    gone.swap(entries_);
}

void AnswerMemory::make_room(MonoTime now) {
    std::erase_if(entries_, [now](const auto& each) { return now >= each.second.gone_at; });
    // Questions that are all different are no load that a memory helps with.
    if (entries_.size() >= limits_.answers_max) entries_.clear();
}

}  // namespace freshet::api
