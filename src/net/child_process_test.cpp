#include "net/child_process.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "net/offload.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;
using How = ChildEnd::How;
using namespace std::chrono_literals;

/// What came of one child.
struct Outcome {
    Result<ChildEnd> end = ChildEnd{};
    std::vector<std::string> lines;
};

constexpr const char* parent_asked = "FRESHET_TEST_IS_PARENT";

/// Something that a test does to a child when it has said a line.
using Act = std::function<void(ChildProcess&)>;

asio::awaitable<void> run_child(BlockingPool& pool, ChildSpec spec, Outcome& outcome, Act act) {
    ChildProcess* running = nullptr;
    const auto hear = [&](std::string_view line) {
        outcome.lines.emplace_back(line);
        if (act && running != nullptr) act(*running);
    };
    auto child = co_await ChildProcess::start(pool, std::move(spec), hear);
    if (!child) {
        outcome.end = std::unexpected(child.error());
        co_return;
    }
    running = child->get();
    auto end = co_await (*child)->ended();
    outcome.end = std::move(end);
}

/// Whether a process is gone, or goes within a few seconds.
bool is_gone(int pid) {
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0u)));
    if (!process.is_open()) return true;
    pollfd end{.fd = process.get(), .events = POLLIN, .revents = 0};
    return ::poll(&end, 1, 5'000) == 1;
}

class ChildProcessTest : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "freshet-child-XXXXXX");
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] ChildSpec shell(const std::string& script) const {
        return {.arguments = {"sh", "-c", script},
                .folder = folder,
                .paths = {.writable = {folder}},
                .limits = {.stop_grace = 200ms}};
    }

    Outcome run(ChildSpec spec, Act act = nullptr) {
        Outcome outcome;
        asio::co_spawn(context, run_child(pool, std::move(spec), outcome, std::move(act)),
                       [](std::exception_ptr failure) { EXPECT_FALSE(failure); });
        context.restart();
        context.run();
        return outcome;
    }

    asio::io_context context;
    BlockingPool pool{{.threads = 1}};
    std::filesystem::path folder;
};

TEST_F(ChildProcessTest, tells_what_it_says_and_how_it_ends) {
    const auto outcome = run(shell("echo one; echo two; echo alas >&2; exit 3"));

    ASSERT_TRUE(outcome.end);
    EXPECT_EQ(outcome.lines, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(outcome.end->how, How::exited);
    EXPECT_EQ(outcome.end->code, 3);
    EXPECT_EQ(outcome.end->last_words, "alas\n");
    EXPECT_TRUE(run(shell("exit 0")).end->is_good());
}

TEST_F(ChildProcessTest, takes_arguments_as_they_are) {
    auto spec = shell("echo \"$1\"");
    spec.arguments.insert(spec.arguments.end(), {"name", "$(id) ; 'x' \n*"});

    EXPECT_EQ(run(spec).lines, (std::vector<std::string>{"$(id) ; 'x' ", "*"}));
}

TEST_F(ChildProcessTest, says_when_there_is_no_such_program) {
    for (const auto* name : {"no-such-program-of-freshet", "/no/such/program"}) {
        const auto outcome = run({.arguments = {name}});
        ASSERT_FALSE(outcome.end) << name;
        EXPECT_EQ(outcome.end.error().value(), ENOENT);
    }
}

TEST_F(ChildProcessTest, keeps_the_end_of_what_it_complained) {
    auto spec =
        shell("i=0; while [ $i -lt 20000 ]; do echo $i >&2; i=$((i+1)); done; echo last >&2");
    spec.limits.last_words_bytes_max = 16;

    EXPECT_EQ(run(spec).end->last_words, "9998\n19999\nlast\n");
}

TEST_F(ChildProcessTest, one_that_says_too_much_is_ended) {
    auto spec = shell("while :; do echo 0123456789; done");
    spec.limits.output_bytes_max = 50'000;

    const auto outcome = run(spec);

    EXPECT_EQ(outcome.end->how, How::said_too_much);
    EXPECT_LE(outcome.lines.size(), 50'000u / 11);
}

TEST_F(ChildProcessTest, one_that_takes_too_long_is_ended) {
    auto spec = shell("exec sleep 1000");
    spec.limits.wall = 1s;

    EXPECT_EQ(run(spec).end->how, How::timed_out);
}

TEST_F(ChildProcessTest, one_that_works_too_long_is_killed) {
    auto spec = shell("while :; do :; done");
    spec.limits.cpu = 1s;

    const auto end = run(spec).end;

    EXPECT_EQ(end->how, How::killed);
    EXPECT_EQ(end->code, SIGXCPU);
    EXPECT_GE(end->cpu_time, 500ms);
}

TEST_F(ChildProcessTest, leaves_when_it_is_asked_to) {
    const auto outcome = run(shell("trap 'echo bye; exit 5' TERM; echo on; while :; do :; done"),
                             [](ChildProcess& child) { child.stop(); });

    EXPECT_EQ(outcome.lines, (std::vector<std::string>{"on", "bye"}));
    EXPECT_EQ(outcome.end->how, How::stopped);
}

TEST_F(ChildProcessTest, is_killed_when_it_does_not_leave) {
    const auto outcome = run(shell("trap '' TERM; echo on; while :; do :; done"),
                             [](ChildProcess& child) { child.stop(); });

    EXPECT_EQ(outcome.end->how, How::stopped);
    EXPECT_EQ(outcome.end->code, SIGKILL);
}

TEST_F(ChildProcessTest, is_gone_when_nobody_holds_it) {
    int pid = 0;
    const auto let_go = [](BlockingPool& of, ChildSpec spec, int& id) -> asio::awaitable<void> {
        auto child = co_await ChildProcess::start(of, std::move(spec), [](std::string_view) {});
        id = (*child)->pid();
    };
    asio::co_spawn(context, let_go(pool, shell("exec sleep 1000"), pid), [](std::exception_ptr) {});
    context.run();

    EXPECT_GT(pid, 0);
    EXPECT_NE(::kill(pid, 0), 0);  // Reaped, too.
}

TEST_F(ChildProcessTest, is_gone_when_the_loop_that_watched_it_is) {
    int pid = 0;
    {
        asio::io_context short_lived;
        Outcome outcome;
        asio::co_spawn(short_lived,
                       run_child(pool, shell("echo on; exec sleep 1000"), outcome,
                                 [&](ChildProcess& child) {
                                     pid = child.pid();
                                     short_lived.stop();
                                 }),
                       [](std::exception_ptr) {});
        short_lived.run();
    }
    EXPECT_GT(pid, 0);
    EXPECT_NE(::kill(pid, 0), 0);
}

TEST_F(ChildProcessTest, knows_nothing_of_ours) {
    ::setenv("FRESHET_TEST_SECRET", "hush", 1);
    const Descriptor open(::open("/dev/null", O_RDWR));  // Without O_CLOEXEC.
    const auto fd = Descriptor(::fcntl(open.get(), F_DUPFD, 9));

    const auto outcome =
        run(shell("echo \"<$FRESHET_TEST_SECRET>\"; pwd; read x || echo end; "
                  "(echo x >&9) 2>/dev/null || echo closed"));

    ::unsetenv("FRESHET_TEST_SECRET");
    // dash runs the last of these without a fork, or not at all.
    ASSERT_GE(outcome.lines.size(), 3u);
    EXPECT_EQ(outcome.lines[0], "<>");
    EXPECT_EQ(outcome.lines[1], folder.string());
    EXPECT_EQ(outcome.lines[2], "end");
    EXPECT_EQ(run(shell("exec 2>/dev/null; echo x >&9")).end->code, 2);
}

TEST_F(ChildProcessTest, has_the_limits_that_it_was_given) {
    auto spec = shell("ulimit -t; ulimit -v; ulimit -f; ulimit -n; ulimit -c");
    spec.limits.cpu = 7s;
    spec.limits.memory_bytes_max = 1ull << 30;
    spec.limits.file_bytes_max = 1 << 20;
    spec.limits.files_max = 11;

    EXPECT_EQ(run(spec).lines, (std::vector<std::string>{"7", "1048576", "2048", "11", "0"}));
}

TEST_F(ChildProcessTest, has_no_children) {
    const auto outcome = run(shell("sleep 1000 & echo $!"));

    EXPECT_TRUE(outcome.lines.empty());
    EXPECT_NE(outcome.end->code, 0);
    EXPECT_NE(outcome.end->last_words.find("fork"), std::string::npos) << outcome.end->last_words;
}

TEST_F(ChildProcessTest, speaks_to_nobody) {
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    auto spec = shell("");
    spec.arguments = {
        "bash", "-c",
        fmt::format("echo hello > /dev/tcp/127.0.0.1/{}", acceptor.local_endpoint().port())};

    const auto outcome = run(spec);

    EXPECT_NE(outcome.end->code, 0);
    acceptor.non_blocking(true);
    ErrorCode error;
    (void)acceptor.accept(error);
    EXPECT_EQ(error, asio::error::would_block);
}

TEST_F(ChildProcessTest, sees_the_files_that_it_is_shown) {
    if (::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1u) < 1)
        GTEST_SKIP() << "no Landlock in this kernel";
    const auto outside = folder.string() + "-outside";
    std::ofstream(outside) << "secret\n";
    std::ofstream(folder / "inside") << "plain\n";
    const auto read = [](const std::string& file) { return "read x < " + file + " && echo $x"; };
    auto shown = shell(read(outside));
    shown.paths.readable = {outside};

    EXPECT_EQ(run(shell(read("inside"))).lines, std::vector<std::string>{"plain"});
    EXPECT_TRUE(run(shell(read(outside))).lines.empty());
    EXPECT_TRUE(run(shell(read("/etc/passwd"))).lines.empty());
    EXPECT_EQ(run(shown).lines, std::vector<std::string>{"secret"});
    EXPECT_EQ(run(shell("echo x > new && read y < new && echo $y")).lines,
              std::vector<std::string>{"x"});
    EXPECT_NE(run(shell("echo x > " + outside)).end->code, 0);
    EXPECT_NE(run(shell("echo x > " + outside + "2")).end->code, 0);
    std::filesystem::remove(outside);
}

/// For the next one, which runs this program again and kills it.
TEST_F(ChildProcessTest, stays_for_as_long_as_its_parent) {
    if (std::getenv(parent_asked) == nullptr) GTEST_SKIP() << "part of another test";
    run(shell("echo on; exec sleep 1000"), [](ChildProcess& child) {
        std::printf("child %d\n", child.pid());
        std::fflush(stdout);
    });
}

TEST_F(ChildProcessTest, dies_when_its_parent_is_killed) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const auto own = std::filesystem::read_symlink("/proc/self/exe").string();
    const pid_t parent = ::fork();
    if (parent == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::setenv(parent_asked, "1", 1);
        ::execl(own.c_str(), own.c_str(),
                "--gtest_filter=ChildProcessTest.stays_for_as_long_as_its_parent", nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    int child = 0;
    auto* said = ::fdopen(pipe[0], "r");
    std::array<char, 256> line{};
    while (child == 0 && std::fgets(line.data(), line.size(), said) != nullptr)
        (void)std::sscanf(line.data(), "child %d", &child);
    ASSERT_GT(child, 0);
    ASSERT_EQ(::kill(child, 0), 0);

    ::kill(parent, SIGKILL);

    EXPECT_TRUE(is_gone(child));
    ::waitpid(parent, nullptr, 0);
    std::fclose(said);
}

}  // namespace
}  // namespace freshet::net
