#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "store/sql/session.hpp"
#include "vod/job_repository.hpp"

// What workers do with jobs, within one transaction; see vod::JobRepository.
namespace freshet::sql {

/// Whether `claim_job` would find one, by the way.
bool has_claimable_job(Session& session, const vod::JobWish& wish);

std::optional<vod::Claimed> claim_job(Session& session, const vod::JobWish& wish);
std::vector<vod::Ended> bury_jobs(Session& session, std::size_t count);
Result<vod::Job> renew_job(Session& session, const vod::Claim& claim, std::uint32_t progress);
Result<vod::Job> change_job_kind(Session& session, const vod::Claim& claim, vod::JobKind kind);
Result<vod::Ended> publish_job(Session& session, const vod::Claim& claim,
                               const vod::Outcome& outcome);
Result<vod::Video> add_rendition(Session& session, const vod::Claim& claim,
                                 vod::Rendition rendition);
Result<vod::Ended> complete_job(Session& session, const vod::Claim& claim);
Result<vod::Ended> fail_job(Session& session, const vod::Claim& claim, vod::FailureCode code);
Result<vod::Ended> put_off_job(Session& session, const vod::Claim& claim,
                               const vod::Hindrance& hindrance);
Result<vod::Ended> give_back_job(Session& session, const vod::Claim& claim);

}  // namespace freshet::sql
