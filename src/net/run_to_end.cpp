#include "net/run_to_end.hpp"

#include <exception>
#include <future>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/check.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {

namespace asio = boost::asio;

void run_to_end(IoThread& thread, const std::function<asio::awaitable<void>()>& task) {
    FRESHET_CHECK(IoThread::current() == nullptr);  // It would wait for itself.
    std::promise<void> ended;
    thread.post([&] {
        asio::co_spawn(thread.context(), task(), [&ended](std::exception_ptr failure) {
            failure ? ended.set_exception(std::move(failure)) : ended.set_value();
        });
    });
    ended.get_future().get();
}

}  // namespace freshet::net
