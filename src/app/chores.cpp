#include "app/chores.hpp"

#include <chrono>
#include <cstdint>

namespace freshet::app {

using namespace std::chrono_literals;

namespace {

// How long what is not needed any more is kept.
constexpr auto notifications_kept = 90 * 24h;
constexpr std::uint32_t notifications_max = 1000;  // Of one user.
constexpr auto webhook_lanes_kept = 30 * 24h;
constexpr auto deleted_kept = 30 * 24h;  // Users and channels.
constexpr auto expired_kept = 30 * 24h;  // API tokens and invites, for who wonders where they are.

}  // namespace

std::vector<site::Chore> chores(const ChoreParts& parts) {
    return {
        {"sessions",
         [parts](auto count) { return parts.upkeep.remove_sessions(wall_now(), count); }},
        {"one_time_tokens",
         [parts](auto count) { return parts.upkeep.remove_one_time_tokens(wall_now(), count); }},
        {"api_tokens",
         [parts](auto count) {
             return parts.upkeep.remove_api_tokens(wall_now() - expired_kept, count);
         }},
        {"invites",
         [parts](auto count) {
             return parts.upkeep.remove_invites(wall_now() - expired_kept, count);
         }},
        {"audit",
         [parts](auto count) {
             return parts.upkeep.remove_audit(wall_now() - parts.config.audit_retention, count);
         }},
        {"views",
         [parts](auto count) {
             return parts.upkeep.remove_views(wall_now() - parts.config.statistics_retention,
                                              count);
         }},
        {"uploads", [parts](auto count) { return parts.videos.uploads.sweep(count); }},
        {"uploads_gone",
         [parts](auto count) {
             const auto known = parts.videos.uploads.limits().life;
             return parts.upkeep.remove_uploads(wall_now() - known, count);
         }},
        {"jobs",
         [parts](auto count) {
             return parts.upkeep.remove_jobs(wall_now() - vod::JobLimits::kept, count);
         }},
        {"channels",
         [parts](auto count) {
             return parts.upkeep.remove_channels(wall_now() - deleted_kept, count);
         }},
        {"chat_of_users",
         [parts](auto count) {
             return parts.upkeep.remove_chat_of_users(wall_now() - deleted_kept, count);
         }},
        // After their channels and messages, before their avatars.
        {"users",
         [parts](auto count) {
             return parts.account.removal.purge_deleted(wall_now() - deleted_kept, count);
         }},
        {"avatars", [parts](auto count) { return parts.account.avatars.sweep(count); }},
        {"emotes", [parts](auto count) { return parts.chat.emotes.sweep(count); }},
        {"notifications",
         [parts](auto count) {
             return parts.upkeep.remove_notifications(wall_now() - notifications_kept, count);
         }},
        {"notifications_beyond",
         [parts](auto count) {
             return parts.upkeep.remove_notifications_beyond(notifications_max, count);
         }},
        {"webhook_lanes",
         [parts](auto count) {
             return parts.upkeep.remove_webhook_lanes(wall_now() - webhook_lanes_kept, count);
         }},
        {"chat_messages",
         [parts](auto count) {
             return parts.upkeep.remove_chat_messages(wall_now() - parts.config.chat_retention,
                                                      count);
         }},
        {"chat_timeouts",
         [parts](auto count) { return parts.upkeep.remove_chat_timeouts(wall_now(), count); }},
    };
}

}  // namespace freshet::app
