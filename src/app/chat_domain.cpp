#include "app/chat_domain.hpp"

#include <utility>

#include "image/picture.hpp"

namespace freshet::app {

namespace {

objects::Key key_of(const std::string& image) {
    return objects::Key::parse("emotes/" + image).value();  // Names are made here.
}

boost::asio::awaitable<Result<Bytes>> make_emote(net::BlockingPool& pool,
                                                 std::shared_ptr<const Bytes> file) {
    co_return co_await net::offload(
        pool, [file = std::move(file)] { return image::make_picture(*file, image::emote_rules); });
}

}  // namespace

boost::asio::awaitable<void> EmoteFolder::put(std::string image, Bytes file) {
    return objects_.put(key_of(image), std::make_shared<const Bytes>(std::move(file)));
}

boost::asio::awaitable<void> EmoteFolder::remove(std::string image) {
    return objects_.remove(key_of(image));
}

ChatDomain::ChatDomain(Parts made_from)
    : from(made_from),
      emotes(
          {}, emote_rows, emote_folder,
          [this](std::shared_ptr<const Bytes> file) {
              return make_emote(from.pictures, std::move(file));
          },
          from.events, wall_now) {}

api::ChatParts ChatDomain::parts() {
    return {.messages = messages,
            .moderation = moderation,
            .reactions = reactions,
            .polls = polls,
            .emotes = emotes};
}

}  // namespace freshet::app
