#pragma once

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace freshet::sql::test {

/// A PostgreSQL server of this process, in a folder of its own and on a Unix socket there.
/// tests/testing/postgres.sh keeps it, and ends it when we end, in whatever way.
class PostgresServer {
public:
    PostgresServer() : folder_("/tmp/freshet-postgres-" + std::to_string(::getpid())) {
        std::array<int, 2> to{};
        std::array<int, 2> from{};
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        keeper_ = ::fork();
        if (keeper_ == 0) {
            ::dup2(to[0], STDIN_FILENO);
            ::dup2(from[1], STDOUT_FILENO);
            constexpr const char* script = FRESHET_SOURCE_DIR "/tests/testing/postgres.sh";
            ::execl(script, script, folder_.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(to[0]);
        ::close(from[1]);
        orders_ = ::fdopen(to[1], "w");
        answers_ = ::fdopen(from[0], "r");
        order("start");
    }

    ~PostgresServer() {
        owner_.reset();
        std::fclose(orders_);
        ::waitpid(keeper_, nullptr, 0);
        std::fclose(answers_);
    }

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// Started by the first test that asks for it.
    static PostgresServer& of_this_process() {
        static PostgresServer server;
        return server;
    }

    /// start, stop, kill, halt or resume: see the script.
    void order(std::string_view what) {
        owner_.reset();
        std::fprintf(orders_, "%.*s\n", static_cast<int>(what.size()), what.data());
        std::fflush(orders_);
        std::array<char, 16> answer{};
        if (std::fgets(answer.data(), answer.size(), answers_) == nullptr)
            throw std::runtime_error("PostgreSQL does not start: script/bootstrap installs it");
    }

    [[nodiscard]] std::string url(const std::string& database) const {
        return "postgresql://postgres@/" + database + "?host=" + folder_;
    }

    /// A new database, the copy of one that `prepare` has been given once.
    std::string create_database(const std::function<void(const std::string&)>& prepare) {
        if (!has_template_) {
            execute("CREATE DATABASE prepared");
            prepare(url("prepared"));
            has_template_ = true;
        }
        const auto name = "test_" + std::to_string(++made_);
        execute("CREATE DATABASE " + name + " TEMPLATE prepared");
        return name;
    }

    /// A new database with nothing in it.
    std::string create_empty_database() {
        const auto name = "test_" + std::to_string(++made_);
        execute("CREATE DATABASE " + name);
        return name;
    }

    void drop_database(const std::string& name) { execute("DROP DATABASE " + name + " (FORCE)"); }

    /// Runs a statement as the server's owner.
    void execute(const std::string& sql) {
        if (owner_ == nullptr)
            owner_ = std::make_unique<soci::session>(soci::postgresql, url("postgres"));
        *owner_ << sql;
    }

private:
    std::string folder_;
    pid_t keeper_ = -1;
    std::FILE* orders_ = nullptr;
    std::FILE* answers_ = nullptr;
    std::unique_ptr<soci::session> owner_;
    int made_ = 0;
    bool has_template_ = false;
};

}  // namespace freshet::sql::test
