#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "vod/error.hpp"
#include "vod/job_repository.hpp"

namespace freshet::work::testing {

namespace asio = boost::asio;

/// A queue in memory that remembers what it was told. One thread.
class FakeJobs final : public vod::JobRepository {
public:
    std::deque<vod::Claim> waiting;
    std::vector<std::string> heard;  // "claim", "become transcode", "fail damaged"
    std::optional<vod::Outcome> published;
    std::optional<vod::Hindrance> hindrance;
    bool is_lost = false;  // Every lease is.
    std::string lost_at;   // With which word it is.
    int outages = 0;       // So many writes fail of which a job ends.
    std::function<void(const std::string&)> on_heard;

    asio::awaitable<std::optional<vod::Claimed>> claim(vod::JobWish) override {
        if (waiting.empty()) co_return std::nullopt;
        auto claim = std::move(waiting.front());
        waiting.pop_front();
        hear("claim");
        co_return vod::Claimed{.claim = claim, .job = job_of(claim)};
    }
    asio::awaitable<std::vector<vod::Ended>> bury(std::size_t) override {
        co_return std::vector<vod::Ended>();
    }
    asio::awaitable<Result<vod::Job>> renew(vod::Claim claim, std::uint32_t) override {
        hear("renew");
        if (is_lost) co_return fail_of_lease();
        co_return job_of(claim);
    }
    asio::awaitable<Result<vod::Job>> become(vod::Claim claim, vod::JobKind kind) override {
        hear("become " + std::string(vod::to_string(kind)));
        if (is_lost) co_return fail_of_lease();
        co_return job_of(claim);
    }
    asio::awaitable<Result<vod::Ended>> publish(vod::Claim claim, vod::Outcome outcome) override {
        published = std::move(outcome);
        return end("publish", std::move(claim));
    }
    asio::awaitable<Result<vod::Video>> add_rendition(vod::Claim, vod::Rendition) override {
        co_return vod::Video{};
    }
    asio::awaitable<Result<vod::Ended>> complete(vod::Claim claim) override {
        return end("complete", std::move(claim));
    }
    asio::awaitable<Result<vod::Ended>> fail(vod::Claim claim, vod::FailureCode code) override {
        return end("fail " + std::string(vod::to_string(code)), std::move(claim));
    }
    asio::awaitable<Result<vod::Ended>> put_off(vod::Claim claim, vod::Hindrance why) override {
        hindrance = std::move(why);
        return end("put off", std::move(claim));
    }
    asio::awaitable<Result<vod::Ended>> give_back(vod::Claim claim) override {
        return end("give back", std::move(claim));
    }
    asio::awaitable<std::optional<vod::Job>> find(JobId) override { co_return std::nullopt; }
    asio::awaitable<Paged<vod::Job>> list(vod::JobFilter, Page) override {
        co_return Paged<vod::Job>{};
    }
    asio::awaitable<std::vector<vod::Job>> changed(WallTime, std::size_t) override {
        co_return std::vector<vod::Job>();
    }
    asio::awaitable<WallTime> clock() override { co_return WallTime{}; }
    asio::awaitable<Result<vod::Job>> retry(JobId) override { co_return fail_of_lease(); }
    asio::awaitable<Result<vod::Job>> retry_video(VideoId) override { co_return fail_of_lease(); }

private:
    static std::unexpected<ErrorCode> fail_of_lease() {
        return freshet::fail(vod::Errc::lease_lost);
    }
    static vod::Job job_of(const vod::Claim& claim) {
        vod::Job job{.id = claim.job,
                     .video = claim.video,
                     .owner = claim.owner,
                     .created_at = {},
                     .updated_at = {}};
        job.kind = claim.kind;
        return job;
    }

    void hear(const std::string& word) {
        if (word != "renew" || heard.empty() || heard.back() != "renew") heard.push_back(word);
        if (word == lost_at) is_lost = true;
        if (on_heard) on_heard(word);
    }

    asio::awaitable<Result<vod::Ended>> end(std::string word, vod::Claim claim) {
        if (outages > 0) {
            --outages;
            throw boost::system::system_error(make_error_code(Outage::unavailable));
        }
        hear(word);
        if (is_lost) co_return fail_of_lease();
        co_return vod::Ended{.job = job_of(claim)};
    }
};

}  // namespace freshet::work::testing
