#include "store/sql/transactions.hpp"

#include <exception>
#include <span>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "store/sql/failure.hpp"

namespace freshet::sql {

namespace {

/// An act that has been run, and how it went: with nothing if well.
struct Ran {
    Work work;
    std::exception_ptr failure;
};

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

/// Runs the act itself, within its time. True: it wants to keep what it wrote.
bool run_in_time(Session& session, Act& act, MonoTime deadline) {
    const bool keep = act(session);
    if (mono_now() >= deadline)
        throw boost::system::system_error(Outage::timed_out, "the act took too long");
    return keep;
}

/// Runs one act within its savepoint.
void run_act(Session& session, Ran& ran, std::chrono::milliseconds act_time_max) {
    bool keep = false;
    const auto deadline = mono_now() + act_time_max;
    session.set_deadline(deadline);
    ran.failure = attempt([&] {
        session.execute("SAVEPOINT act");
        keep = run_in_time(session, ran.work.act, deadline);
    });
    const bool is_late = mono_now() >= deadline;
    session.set_deadline(MonoTime::max());  // What follows is short and must not be broken off.
    if (ran.failure) ran.failure = as_outage(ran.failure, is_late);
    if (!session.in_transaction()) return;
    if (ran.failure || !keep) session.execute("ROLLBACK TO SAVEPOINT act");
    session.execute("RELEASE SAVEPOINT act");
}

/// A rollback that fails leaves nothing to roll back.
void roll_back(Session& session) {
    if (session.in_transaction()) (void)attempt([&] { session.rollback(); });
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
    if (failure) roll_back(session);
    return failure;
}

/// The transaction of one act; gives the failure as it came.
std::exception_ptr write_once(Session& session, Act& act, MonoTime deadline) {
    session.set_deadline(deadline);
    const auto failure = attempt([&] {
        session.begin_write();
        const bool keep = run_in_time(session, act, deadline);
        session.set_deadline(MonoTime::max());  // See run_act.
        keep ? session.commit() : session.rollback();
    });
    session.set_deadline(MonoTime::max());
    roll_back(session);
    return failure;
}

void tell(Ran& ran, ActTotals& totals) {
    ++totals.acts;
    if (ran.failure) ++totals.failures;
    ran.work.act = nullptr;  // What it holds is gone before its caller goes on.
    ran.work.done(ran.failure);
}

void write_alone(Session& session, Ran& ran, std::chrono::milliseconds act_time_max,
                 ActTotals& totals) {
    {
        const BusyTime busy(totals);
        const auto deadline = mono_now() + act_time_max;
        ran.failure = write_once(session, ran.work.act, deadline);
        // Of those in a conflict one gets on, so that nobody has to wait before trying again.
        while (is_conflict(ran.failure) && mono_now() < deadline) {
            ++totals.retries;
            ran.failure = write_once(session, ran.work.act, deadline);
        }
        if (ran.failure) ran.failure = as_outage(ran.failure, mono_now() >= deadline);
        if (!ran.failure) ++totals.transactions;
    }
    tell(ran, totals);
}

void write_together(Session& session, std::span<Ran> group, std::chrono::milliseconds act_time_max,
                    ActTotals& totals) {
    std::exception_ptr failure;
    bool may_run_again = true;
    {
        const BusyTime busy(totals);
        failure = attempt([&] { session.begin_write(); });
        may_run_again = !failure;
        if (!failure) failure = commit_group(session, group, act_time_max);
        may_run_again = may_run_again && session.is_connected();
        if (!failure) ++totals.transactions;
    }
    for (auto& ran : group) {
        if (failure && may_run_again) {
            write_alone(session, ran, act_time_max, totals);
        } else {
            if (failure && !ran.failure) ran.failure = as_outage(failure, false);
            tell(ran, totals);
        }
    }
}

}  // namespace

void write_all(Session& session, std::vector<Work> group, std::chrono::milliseconds act_time_max,
               ActTotals& totals) {
    std::vector<Ran> all;
    all.reserve(group.size());
    for (auto& work : group) all.push_back({.work = std::move(work), .failure = nullptr});
    if (all.size() == 1) {
        write_alone(session, all.front(), act_time_max, totals);
    } else {
        write_together(session, all, act_time_max, totals);
    }
}

void read_one(Session& session, Work work, std::chrono::milliseconds act_time_max,
              ActTotals& totals) {
    Ran ran{.work = std::move(work), .failure = nullptr};
    {
        const BusyTime busy(totals);
        const auto deadline = mono_now() + act_time_max;
        session.set_deadline(deadline);
        const auto failure = attempt([&] {
            session.begin_read();
            (void)run_in_time(session, ran.work.act, deadline);  // There is nothing to undo.
        });
        const bool is_late = mono_now() >= deadline;
        session.set_deadline(MonoTime::max());
        roll_back(session);  // Having read, a commit and a rollback are the same.
        if (failure) ran.failure = as_outage(failure, is_late);
        if (!failure) ++totals.transactions;
    }
    tell(ran, totals);
}

void refuse(Work& work, std::exception_ptr why, ActTotals& totals) {
    ++totals.acts;
    ++totals.failures;
    work.act = nullptr;
    work.done(std::move(why));
}

}  // namespace freshet::sql
