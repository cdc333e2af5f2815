#pragma once

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "store/objects/s3_address.hpp"

namespace freshet::objects::test {

/// A real bucket server of this process, on a free port. tests/testing/object-gateway.sh keeps it,
/// and ends it when we end, in whatever way.
class ObjectGateway {
public:
    ObjectGateway() {
        std::array<int, 2> to{};
        std::array<int, 2> from{};
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        const auto folder = "/tmp/freshet-gateway-" + std::to_string(::getpid());
        keeper_ = ::fork();
        if (keeper_ == 0) {
            ::dup2(to[0], STDIN_FILENO);
            ::dup2(from[1], STDOUT_FILENO);
            constexpr const char* script = FRESHET_SOURCE_DIR "/tests/testing/object-gateway.sh";
            ::execl(script, script, folder.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(to[0]);
        ::close(from[1]);
        orders_ = ::fdopen(to[1], "w");
        answers_ = ::fdopen(from[0], "r");
        order("start");
    }

    ~ObjectGateway() {
        std::fclose(orders_);
        ::waitpid(keeper_, nullptr, 0);
        std::fclose(answers_);
    }

    ObjectGateway(const ObjectGateway&) = delete;
    ObjectGateway& operator=(const ObjectGateway&) = delete;

    /// Started by the first test that asks for it.
    static ObjectGateway& of_this_process() {
        static ObjectGateway gateway;
        return gateway;
    }

    /// start, stop, kill, halt, resume, quota: see the script.
    void order(std::string_view what) {
        std::fprintf(orders_, "%.*s\n", static_cast<int>(what.size()), what.data());
        std::fflush(orders_);
        std::array<char, 32> answer{};
        if (std::fgets(answer.data(), answer.size(), answers_) == nullptr)
            throw std::runtime_error("the gateway does not start: script/bootstrap installs it");
        port_ = std::stoi(std::string(answer.data()).substr(3));
    }

    /// Of a new bucket.
    S3Account create_bucket() {
        const auto name = "test-" + std::to_string(++made_);
        order("bucket " + name);
        return {.bucket = name,
                .endpoint = "http://127.0.0.1:" + std::to_string(port_),
                .access_key = "FRESHETTESTKEY",
                .secret_key = SecretText("freshet/test+secret")};
    }

    [[nodiscard]] int port() const { return port_; }

private:
    pid_t keeper_ = -1;
    std::FILE* orders_ = nullptr;
    std::FILE* answers_ = nullptr;
    int port_ = 0;
    int made_ = 0;
};

}  // namespace freshet::objects::test
