#include "accounts/session.hpp"

namespace freshet::accounts {

RefreshVerdict judge(const Session& session, const PresentedRefresh& presented, WallTime now) {
    if (!session.is_open(now)) return RefreshVerdict::ended;
    if (presented.generation == session.generation && presented.hash == session.refresh_hash) {
        return RefreshVerdict::rotate;
    }
    const bool is_former = presented.generation + 1 == session.generation &&
                           presented.hash == session.former_refresh_hash;
    if (is_former && now < session.rotated_at + refresh_overlap) return RefreshVerdict::repeat;
    // Signed by us and yet not one that may be used: old, or from a time that a restored backup
    // does not know.
    return RefreshVerdict::reused;
}

}  // namespace freshet::accounts
