#include "serve/vod/shelf.hpp"

#include <algorithm>
#include <utility>

#include "vod/objects.hpp"

namespace freshet::vod {

namespace {

using namespace std::chrono_literals;

// They never change; but one that was removed is to go some time, and its room on the disk with it.
constexpr auto open_max = 60s;

/// Null: the store has it not under that name, or cannot have.
asio::awaitable<Shelf::Object> open_in(objects::Store& store, std::string text) {
    const auto key = objects::Key::parse(text);
    if (!key) co_return nullptr;
    co_return co_await store.open(*key);
}

asio::awaitable<std::string> read_all(Shelf::Object object) {
    std::string text;
    while (text.size() < object->size()) {
        const auto count = std::min<std::uint64_t>(object->size() - text.size(),
                                                   http::PulledBody::piece_bytes_max);
        const auto piece = co_await object->read(text.size(), static_cast<std::size_t>(count));
        text += as_text(piece.bytes());
    }
    co_return text;
}

}  // namespace

Shelf::Shelf(Config config, objects::Store& store)
    : config_(std::move(config)),
      store_(store),
      objects_({.fresh = open_max,
                .life = open_max,
                .kept = open_max,
                .weight_max = config_.objects_max}),
      texts_({.fresh = open_max,
              .life = open_max,
              .kept = open_max,
              .weight_max = config_.texts_bytes_max}) {}

asio::awaitable<Shelf::Object> Shelf::open(std::string key) {
    if (auto known = objects_.find(key, config_.mono())) co_return known;
    const auto age = objects_.age();
    auto object = co_await open_in(store_, key);
    if (object) objects_.keep(key, object, age, config_.mono());
    co_return object;
}

asio::awaitable<Shelf::Text> Shelf::text(std::string key) {
    if (auto known = texts_.find(key, config_.mono())) co_return known;
    const auto age = texts_.age();
    auto object = co_await open_in(store_, key);
    if (!object || object->size() > config_.text_bytes_max) co_return nullptr;
    auto text = std::make_shared<const std::string>(co_await read_all(std::move(object)));
    texts_.keep(key, text, age, config_.mono(), std::max<std::size_t>(text->size(), 1));
    co_return text;
}

void Shelf::sweep() {
    const auto now = config_.mono();
    objects_.sweep(now);
    texts_.sweep(now);
}

void Shelf::forget(VideoId video) {
    const auto is_of_video = [media = media_prefix(video),
                              pictures = pictures_prefix(video)](const std::string& key) {
        return key.starts_with(media) || key.starts_with(pictures);
    };
    objects_.forget_if(is_of_video);
    texts_.forget_if(is_of_video);
}

http::Body body_of(Shelf::Object object) {
    const auto size = object->size();
    if (auto file = object->file())
        return http::FileBody{
            .file = std::move(file), .offset = 0, .size = static_cast<std::size_t>(size)};
    return http::PulledBody{.pull = [object = std::move(object)](
                                        std::uint64_t offset,
                                        std::size_t count) { return object->read(offset, count); },
                            .offset = 0,
                            .size = size};
}

}  // namespace freshet::vod
