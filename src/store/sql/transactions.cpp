#include "store/sql/transactions.hpp"

#include <exception>
#include <span>
#include <utility>

#include <boost/system/system_error.hpp>
#include <soci/soci.h>

#include "base/outage.hpp"

namespace freshet::sql {

namespace {

/// An act that has been run, and how it went: with nothing if well.
struct Ran {
    Work work;
    std::exception_ptr failure;
};

/// A failure of the database as the rest of the house knows it. `is_late`: we broke it off
/// ourselves.
std::exception_ptr translated(const std::exception_ptr& failure, bool is_late) {
    try {
        std::rethrow_exception(failure);
    } catch (const soci::soci_error& error) {
        const auto outage = is_late ? Outage::timed_out : Outage::unavailable;
        return std::make_exception_ptr(boost::system::system_error(outage, error.what()));
    } catch (...) {
        return failure;
    }
}

/// Runs `step`; what it throws becomes a value, because it belongs to whoever waits for the work.
template <class Step>
std::exception_ptr attempt(Step step) noexcept {
    try {
        step();
    } catch (...) {
        return std::current_exception();
    }
    return nullptr;
}

/// Runs one act within its savepoint.
void run_act(Session& session, Ran& ran, std::chrono::milliseconds act_time_max) {
    bool keep = false;
    const auto deadline = mono_now() + act_time_max;
    session.set_deadline(deadline);
    ran.failure = attempt([&] {
        session.execute("SAVEPOINT act");
        keep = ran.work.act(session);
    });
    const bool is_late = mono_now() >= deadline;
    session.set_deadline(MonoTime::max());  // What follows is short and must not be broken off.
    if (ran.failure) ran.failure = translated(ran.failure, is_late);
    if (!session.in_transaction()) return;
    if (ran.failure || !keep) session.execute("ROLLBACK TO SAVEPOINT act");
    session.execute("RELEASE SAVEPOINT act");
}

/// Commits the whole group, or nothing of it and says why.
std::exception_ptr commit_group(Session& session, std::span<Ran> group,
                                std::chrono::milliseconds act_time_max) {
    const auto failure = attempt([&] {
        for (auto& ran : group) {
            run_act(session, ran, act_time_max);
            // SQLite gives up the whole transaction when a write is broken off, or when the disk is
            // full.
            if (!session.in_transaction()) std::rethrow_exception(ran.failure);
        }
        session.commit();
    });
    if (!failure) return nullptr;
    // A rollback that fails leaves nothing to roll back.
    if (session.in_transaction()) (void)attempt([&] { session.rollback(); });
    return translated(failure, false);
}

void tell(Ran& ran, const std::exception_ptr& group_failure) {
    const auto outcome = ran.failure ? ran.failure : group_failure;
    ran.work.act = nullptr;  // What it holds is gone before its caller goes on.
    ran.work.done(outcome);
}

void write(Session& session, std::span<Ran> group, std::chrono::milliseconds act_time_max,
           std::atomic<std::uint64_t>& committed) {
    if (const auto failure = attempt([&] { session.begin_write(); })) {
        for (auto& ran : group) tell(ran, translated(failure, false));
        return;
    }
    const auto failure = commit_group(session, group, act_time_max);
    if (!failure) ++committed;
    if (!failure || group.size() == 1) {
        for (auto& ran : group) tell(ran, failure);
        return;
    }
    for (auto& ran : group) write(session, std::span(&ran, 1), act_time_max, committed);
}

}  // namespace

void write_all(Session& session, std::vector<Work> group, std::chrono::milliseconds act_time_max,
               std::atomic<std::uint64_t>& committed) {
    std::vector<Ran> all;
    all.reserve(group.size());
    for (auto& work : group) all.push_back({.work = std::move(work), .failure = nullptr});
    write(session, all, act_time_max, committed);
}

void read_one(Session& session, Work work, std::chrono::milliseconds act_time_max) {
    Ran ran{.work = std::move(work), .failure = nullptr};
    const auto deadline = mono_now() + act_time_max;
    session.set_deadline(deadline);
    const auto failure = attempt([&] {
        session.begin_read();
        (void)ran.work.act(session);  // There is nothing to undo.
    });
    const bool is_late = mono_now() >= deadline;
    session.set_deadline(MonoTime::max());
    // Having read, a commit and a rollback are the same; one that fails left no transaction.
    if (session.in_transaction()) (void)attempt([&] { session.rollback(); });
    if (failure) ran.failure = translated(failure, is_late);
    tell(ran, nullptr);
}

}  // namespace freshet::sql
