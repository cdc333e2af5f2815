#include "bench/process_cost.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

namespace freshet::bench {

namespace {

double run_time_s(pid_t process) {
    double sum_ns = 0;
    std::error_code gone;
    const auto tasks = fmt::format("/proc/{}/task", process);
    for (const auto& task : std::filesystem::directory_iterator(tasks, gone)) {
        double ns = 0;
        if (std::ifstream(task.path() / "schedstat") >> ns) sum_ns += ns;
    }
    return sum_ns * 1e-9;
}

double resident_kb(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string word; status >> word;) {
        double kb = 0;
        if (word == "VmRSS:" && status >> kb) return kb;
    }
    return 0;
}

}  // namespace

ProcessCost cost_of(const std::vector<pid_t>& processes) {
    ProcessCost sum;
    for (const auto process : processes) {
        sum.cpu_s += run_time_s(process);
        sum.resident_kb += resident_kb(process);
    }
    return sum;
}

}  // namespace freshet::bench
