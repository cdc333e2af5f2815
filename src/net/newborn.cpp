#include "net/newborn.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace freshet::net {

namespace {

constexpr const char* search_path = "/usr/local/bin:/usr/bin:/bin";
constexpr int niceness = 10;
constexpr int io_priority_idle = 3 << 13;  // ioprio_set(2): IOPRIO_CLASS_IDLE.

ErrorCode system_error_of(int error) { return {error, boost::system::system_category()}; }

/// Where a program without a slash in its name is, along our own PATH.
std::string find_program(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const char* ours = std::getenv("PATH");
    std::string_view path = ours != nullptr ? ours : search_path;
    while (!path.empty()) {
        const auto end = path.find(':');
        const auto candidate = std::filesystem::path(path.substr(0, end)) / name;
        if (candidate.is_absolute() && ::access(candidate.c_str(), X_OK) == 0)
            return candidate.string();
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return name;
}

struct Pipe {
    Descriptor from;
    Descriptor to;
};

/// Its ends are above 2, so that none is in the way of what the child puts there.
std::optional<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    Pipe low{.from = Descriptor(ends[0]), .to = Descriptor(ends[1])};
    Pipe pipe{.from = Descriptor(::fcntl(ends[0], F_DUPFD_CLOEXEC, 3)),
              .to = Descriptor(::fcntl(ends[1], F_DUPFD_CLOEXEC, 3))};
    if (!pipe.from.is_open() || !pipe.to.is_open()) return std::nullopt;
    return pipe;
}

/// All that the child needs, laid out before it is born: between vfork and exec it shares our
/// memory, and may neither allocate nor take a lock.
class Birth {
public:
    Birth(const ChildSpec& spec, const Confinement& confinement)
        : spec_(spec), confinement_(confinement), program_(find_program(spec.arguments.front())) {
        for (const auto& argument : spec.arguments)
            arguments_.push_back(const_cast<char*>(argument.c_str()));
        arguments_.push_back(nullptr);
        environment_text_ = {std::string("PATH=") + search_path, "LANG=C.UTF-8",
                             "HOME=" + spec.folder.string(), "TMPDIR=" + spec.folder.string(),
                             // Address space is counted, and each arena asks for 64 MiB of it.
                             "MALLOC_ARENA_MAX=2"};
        for (auto& line : environment_text_) environment_.push_back(line.data());
        environment_.push_back(nullptr);
        parent_ = ::getpid();
    }

    [[noreturn]] void run(int null, int output, int errors, int failure) const noexcept {
        const int error = become(null, output, errors);
        (void)!::write(failure, &error, sizeof error);
        ::_exit(127);
    }

private:
    /// Gives errno when it comes back at all.
    int become(int null, int output, int errors) const noexcept {
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
        if (::getppid() != parent_) return ECHILD;  // It died before that.
        if (::setpgid(0, 0) != 0) return errno;
        if (!take_descriptors(null, output, errors)) return errno;
        if (::chdir(spec_.folder.c_str()) != 0) return errno;
        step_back();
        if (!take_limits() || !confinement_.apply()) return errno;
        reset_signals();
        ::execve(program_.c_str(), arguments_.data(), environment_.data());
        return errno;
    }

    [[nodiscard]] static bool take_descriptors(int null, int output, int errors) noexcept {
        if (::dup2(null, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
            ::dup2(errors, STDERR_FILENO) < 0)
            return false;
        constexpr unsigned close_on_exec = 1u << 2;  // CLOSE_RANGE_CLOEXEC
        return ::syscall(SYS_close_range, 3u, ~0u, close_on_exec) == 0;
    }

    /// Behind everybody else, and the first to go when memory is short. What fails of this is not
    /// worth a word.
    static void step_back() noexcept {
        (void)::setpriority(PRIO_PROCESS, 0, niceness);
        const sched_param none{};
        (void)::sched_setscheduler(0, SCHED_BATCH, &none);
        (void)::syscall(SYS_ioprio_set, 1, 0, io_priority_idle);
        const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
        if (score < 0) return;
        (void)!::write(score, "500", 3);
        ::close(score);
    }

    [[nodiscard]] bool take_limits() const noexcept {
        const auto& limits = spec_.limits;
        const auto seconds = static_cast<rlim_t>(limits.cpu.count());
        const auto limit = [](auto resource, rlim_t soft, rlim_t hard) {
            const rlimit both{.rlim_cur = soft, .rlim_max = hard};
            return ::setrlimit(resource, &both) == 0;
        };
        return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_CPU, seconds, seconds + 1) &&
               limit(RLIMIT_FSIZE, limits.file_bytes_max, limits.file_bytes_max) &&
               limit(RLIMIT_NOFILE, limits.files_max, limits.files_max) &&
               limit(RLIMIT_AS, limits.memory_bytes_max, limits.memory_bytes_max);
    }

    /// Ours are blocked until here; what we ignore would be ignored behind exec too.
    static void reset_signals() noexcept {
        struct sigaction standard{};
        standard.sa_handler = SIG_DFL;
        for (int signal = 1; signal < NSIG; ++signal) (void)::sigaction(signal, &standard, nullptr);
        sigset_t none;
        ::sigemptyset(&none);
        (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
    }

    const ChildSpec& spec_;
    const Confinement& confinement_;
    std::string program_;
    std::vector<char*> arguments_;
    std::vector<std::string> environment_text_;
    std::vector<char*> environment_;
    pid_t parent_ = 0;
};

/// No handler of ours runs in the child while it has our memory.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_{};
};

/// vfork: this thread alone waits until exec, and a large server costs no copy of its page tables.
pid_t fork_into(const Birth& birth, int null, int output, int errors, int failure) {
    const SignalsBlocked blocked;
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
    const pid_t pid = ::vfork();
#pragma clang diagnostic pop
    if (pid == 0) birth.run(null, output, errors, failure);
    return pid;
}

}  // namespace

Newborn::Newborn(Newborn&& other) noexcept
    : pid(std::exchange(other.pid, -1)),
      pidfd(std::move(other.pidfd)),
      output(std::move(other.output)),
      errors(std::move(other.errors)) {}

Newborn::~Newborn() {
    if (pid > 0) (void)reap();
}

void Newborn::signal_all(int signal) const {
    if (pid > 0) (void)::kill(-pid, signal);
}

Newborn::Reaped Newborn::reap() {
    signal_all(SIGKILL);  // The name of the group is ours for as long as its leader is not reaped.
    Reaped reaped;
    rusage usage{};
    while (::wait4(pid, &reaped.status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid = -1;
    const auto time_of = [](const timeval& time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    reaped.cpu_time = time_of(usage.ru_utime) + time_of(usage.ru_stime);
    return reaped;
}

Result<Newborn> give_birth(const ChildSpec& spec) {
    const Confinement confinement(spec.paths);
    const Birth birth(spec, confinement);
    const Descriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    auto output = make_pipe();
    auto errors = make_pipe();
    auto failure = make_pipe();
    if (!null.is_open() || !output || !errors || !failure)
        return std::unexpected(system_error_of(errno));

    Newborn child;
    child.pid = fork_into(birth, null.get(), output->to.get(), errors->to.get(), failure->to.get());
    if (child.pid < 0) return std::unexpected(system_error_of(errno));
    failure->to.reset();
    int error = 0;  // The pipe closes when exec has succeeded, and says nothing.
    if (::read(failure->from.get(), &error, sizeof error) == sizeof error)
        return std::unexpected(system_error_of(error));
    child.pidfd = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0u)));
    if (!child.pidfd.is_open()) return std::unexpected(system_error_of(errno));
    child.output = std::move(output->from);
    child.errors = std::move(errors->from);
    return child;
}

}  // namespace freshet::net
