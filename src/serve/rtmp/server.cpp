#include "serve/rtmp/server.hpp"

#include "serve/rtmp/dialect.hpp"
#include "serve/rtmp/session.hpp"

namespace freshet::rtmp {

namespace {

net::Listener::Config listener_config(const Server::Config& config) {
    return {.name = "rtmp",
            .address = config.address,
            .port = config.port,
            .uncounted = config.uncounted};
}

}  // namespace

Server::Server(Config config, Parts parts, net::IoThreads& threads)
    : parts_(parts),
      dialect_(player_dialect(config.session.chunk_size)),
      listener_(threads, listener_config(config),
                [this, session = config.session](net::Connection connection) {
                    return serve(std::move(connection), parts_, dialect_, refusals_, session);
                }) {}

void Server::stop(std::chrono::milliseconds grace) {
    listener_.cancel();
    listener_.join(grace);
}

}  // namespace freshet::rtmp
