#include "app/account.hpp"

#include <utility>

#include "image/picture.hpp"
#include "serve/api/chat_export.hpp"

namespace freshet::app {

namespace {

constexpr std::size_t swept_at_once = 100;

objects::Key key_of(const std::string& name) {
    return objects::Key::parse("avatars/" + name).value();  // Names are made here.
}

boost::asio::awaitable<Result<Bytes>> make_avatar(net::BlockingPool& pool,
                                                  std::shared_ptr<const Bytes> file) {
    co_return co_await net::offload(
        pool, [file = std::move(file)] { return image::make_picture(*file, image::avatar_rules); });
}

}  // namespace

boost::asio::awaitable<void> AvatarFolder::put(std::string name, Bytes file) {
    return objects_.put(key_of(name), std::make_shared<const Bytes>(std::move(file)));
}

boost::asio::awaitable<void> AvatarFolder::remove(std::string name) {
    return objects_.remove(key_of(name));
}

Account::Account(Parts made_from)
    : from(std::move(made_from)),
      passwords({}, {.repository = password_rows,
                     .hasher = from.hasher,
                     .forget = forget,
                     .post = post,
                     .spawn =
                         [this](std::string name, Background::Task task) {
                             from.background.spawn(std::move(name), std::move(task));
                         },
                     .clock = wall_now,
                     .mono_clock = mono_now}),
      avatars(
          avatar_rows, avatar_folder,
          [this](std::shared_ptr<const Bytes> file) {
              return make_avatar(from.pictures, std::move(file));
          },
          wall_now) {}

api::AccountParts Account::parts() {
    auto exporters = from.exporters;
    exporters.push_back(api::chat_exporter(chat_rows));
    exporters.push_back(api::reaction_exporter(reaction_rows));
    exporters.push_back(api::vote_exporter(poll_rows));
    return {.profiles = profiles,
            .avatars = avatars,
            .passwords = passwords,
            .verification = verification,
            .sessions = sessions,
            .removal = removal,
            .holdings = holdings,
            .greet = greeting(),
            .exporters = std::move(exporters)};
}

api::Greet Account::greeting() {
    if (!from.mailing.has_server()) return {};
    return [this](const accounts::User& user, const std::string& language) {
        from.background.spawn("mail: verification",
                              [this, user, language] { return verification.send(user, language); });
    };
}

boost::asio::awaitable<void> Account::sweep() {
    while (true) {
        const auto swept = co_await avatars.sweep(swept_at_once);
        if (swept < swept_at_once) co_return;
    }
}

}  // namespace freshet::app
