#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "app/config.hpp"
#include "app/people.hpp"
#include "store/secrets.hpp"
#include "store/sql/database.hpp"

namespace freshet::app {

namespace asio = boost::asio;

/// Where an operator works beside the server or without it: the database and what stands on it,
/// without ports and threads of io. The lock of DATA_DIR is not asked for: SQLite and PostgreSQL
/// both let two programs write, one after the other. Lives on the thread of its command.
class Desk {
public:
    /// Fails with one line that says why.
    static std::expected<std::unique_ptr<Desk>, std::string> open(const Config& config);

    People& people() { return people_; }

    /// Runs one task to its end.
    template <class T>
    T run(asio::awaitable<T> task) {
        context_.restart();
        auto outcome = asio::co_spawn(context_, std::move(task), asio::use_future);
        context_.run();
        return outcome.get();
    }

private:
    Desk(const Config& config, const store::Secrets& secrets,
         std::unique_ptr<sql::Database> database);

    asio::io_context context_;
    std::unique_ptr<sql::Database> database_;
    People people_;
};

/// Says on one line why a command did nothing. Gives its exit code.
int refuse(const std::string& why);

/// Opens the desk for what a command does there; an outage ends it with one line.
int at_desk(const Config& config, const std::function<int(Desk&)>& work);

}  // namespace freshet::app
