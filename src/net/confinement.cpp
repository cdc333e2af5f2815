#include "net/confinement.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace freshet::net {

namespace {

// Access to what a path names, when that is a file.
constexpr std::uint64_t read_access = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t truncate_access = 1ull << 14;  // LANDLOCK_ACCESS_FS_TRUNCATE
constexpr std::uint64_t file_access = read_access | LANDLOCK_ACCESS_FS_WRITE_FILE | truncate_access;
// All of the first version, and truncation since the third.
constexpr std::uint64_t first_access = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t folder_access = file_access | LANDLOCK_ACCESS_FS_READ_DIR |
                                        LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                        LANDLOCK_ACCESS_FS_MAKE_REG;
constexpr int truncate_version = 3;

// Where programs and what they load lie. Nothing of ours does.
constexpr std::array system_paths{"/usr",
                                  "/bin",
                                  "/sbin",
                                  "/lib",
                                  "/lib64",
                                  "/opt",
                                  "/nix/store",
                                  "/etc/ld.so.cache",
                                  "/etc/ld.so.preload",
                                  "/etc/alternatives",
                                  "/etc/fonts",
                                  "/dev/urandom",
                                  "/sys/devices/system"};

#if defined(__x86_64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t this_machine = 0;  // Calls have other numbers: no filter.
#endif

constexpr std::uint32_t deny(int error) {
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

// What only a child that was taken over would ask for. clone3 hides its flags from filters: it "is
// not there", and libraries go back to clone.
constexpr std::array denied_calls{
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
    SYS_socket,
    SYS_socketpair,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_io_uring_setup,
    SYS_kill,
    SYS_tkill,
    SYS_pidfd_send_signal,
    SYS_pidfd_getfd,
    SYS_unshare,
    SYS_setns,
    SYS_mount,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_keyctl};

constexpr std::uint32_t x32_bit = 0x40000000;

/// The filter as the kernel reads it: a list of tests, each of which answers or passes on.
struct Program {
    static constexpr std::size_t size = 14 + 2 * denied_calls.size();
    std::array<sock_filter, size> code{};
    std::size_t used = 0;

    constexpr void add(sock_filter step) { code[used++] = step; }
    constexpr void load(std::size_t offset) {
        add({BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)});
    }
    constexpr void answer(std::uint32_t what) { add({BPF_RET | BPF_K, 0, 0, what}); }
    /// Answers when the loaded number passes the test, else goes on behind.
    constexpr void answer_if(std::uint16_t test, std::uint32_t number, std::uint32_t what) {
        add({static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), 0, 1, number});
        answer(what);
    }
    constexpr void answer_unless(std::uint16_t test, std::uint32_t number, std::uint32_t what) {
        add({static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), 1, 0, number});
        answer(what);
    }
};

constexpr Program make_program() {
    Program program;
    program.load(offsetof(seccomp_data, arch));
    program.answer_unless(BPF_JEQ, this_machine, deny(ENOSYS));
    program.load(offsetof(seccomp_data, nr));
    program.answer_if(BPF_JGE, x32_bit, deny(ENOSYS));
    for (const auto call : denied_calls)
        program.answer_if(BPF_JEQ, static_cast<std::uint32_t>(call), deny(EPERM));
    program.answer_if(BPF_JEQ, SYS_clone3, deny(ENOSYS));
    program.answer_unless(BPF_JEQ, SYS_clone, SECCOMP_RET_ALLOW);
    // Of clone only threads: its flags are the first argument, the lower half.
    program.load(offsetof(seccomp_data, args));
    program.answer_if(BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW);
    program.answer(deny(EPERM));
    return program;
}

constexpr Program filter_program = make_program();

bool filter_calls() noexcept {
    if (this_machine == 0) return true;
    const sock_fprog program{.len = static_cast<unsigned short>(filter_program.used),
                             .filter = const_cast<sock_filter*>(filter_program.code.data())};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 || errno == EINVAL;
}

}  // namespace

Confinement::Confinement(const Paths& paths) {
    const auto version = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0},
                                   LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return;  // No Landlock here.
    handled_ = first_access | (version >= truncate_version ? truncate_access : 0);
    // The first member alone: what later versions added is not ours.
    const std::uint64_t attributes = handled_;
    ruleset_ = Descriptor(static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0u)));
    for (const auto* path : system_paths) allow(path, read_access | LANDLOCK_ACCESS_FS_READ_DIR);
    allow("/dev/null", file_access);
    for (const auto& path : paths.readable) allow(path, read_access | LANDLOCK_ACCESS_FS_READ_DIR);
    for (const auto& path : paths.writable) allow(path, folder_access);
}

void Confinement::allow(const std::filesystem::path& path, std::uint64_t access) {
    if (!ruleset_.is_open()) return;
    const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat what{};
    if (!place.is_open() || ::fstat(place.get(), &what) != 0) return;  // Nothing to be seen.
    if (!S_ISDIR(what.st_mode)) access &= file_access;
    const landlock_path_beneath_attr rule{.allowed_access = access & handled_,
                                          .parent_fd = place.get()};
    (void)::syscall(SYS_landlock_add_rule, ruleset_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0u);
}

bool Confinement::apply() const noexcept {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    if (ruleset_.is_open() && ::syscall(SYS_landlock_restrict_self, ruleset_.get(), 0u) != 0)
        return false;
    return filter_calls();
}

}  // namespace freshet::net
