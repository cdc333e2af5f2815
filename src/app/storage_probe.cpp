#include "app/storage_probe.hpp"

#include <system_error>

namespace freshet::app {

namespace asio = boost::asio;

namespace {

constexpr std::array<std::string_view, 3> folders_of_pictures{"avatars", "emotes", "pictures"};
constexpr std::size_t bite = 1000;

// Beyond it the number is a lower bound: nobody waits for a walk through millions.
constexpr std::uint64_t counted_max = 100'000;

std::optional<std::uint64_t> free_bytes(const std::filesystem::path& folder) {
    if (folder.empty()) return std::nullopt;
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error) return std::nullopt;
    return space.available;
}

}  // namespace

asio::awaitable<api::StoreFacts> StorageProbe::look() {
    auto facts = known();
    if (!facts) {
        facts.emplace();
        for (const auto folder : folders_of_pictures) co_await count(folder, *facts);
        const std::lock_guard lock(mutex_);
        found_ = Found{.facts = *facts, .at = mono_now()};
    }
    facts->free_bytes = free_bytes(config_.folder);
    co_return *facts;
}

std::optional<api::StoreFacts> StorageProbe::known() {
    const std::lock_guard lock(mutex_);
    if (!found_ || mono_now() - found_->at > config_.remembered) return std::nullopt;
    return found_->facts;
}

asio::awaitable<void> StorageProbe::count(std::string_view folder, api::StoreFacts& facts) {
    const auto below = objects::Key::parse(folder).value();
    std::optional<objects::Key> after;
    while (facts.pictures < counted_max) {
        const auto rows = co_await objects_.list(below, after, bite);
        for (const auto& row : rows) facts.picture_bytes += row.size;
        facts.pictures += rows.size();
        if (rows.size() < bite) co_return;
        after = rows.back().key;
    }
}

}  // namespace freshet::app
