#include "serve/api/problem.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "accounts/error.hpp"
#include "accounts/passwords.hpp"
#include "base/json.hpp"
#include "base/outage.hpp"
#include "channels/error.hpp"
#include "community/chat_error.hpp"
#include "community/error.hpp"
#include "community/room_error.hpp"
#include "community/subscription_error.hpp"
#include "image/error.hpp"
#include "net/error.hpp"
#include "serve/http/error.hpp"
#include "serve/playback/error.hpp"
#include "site/error.hpp"
#include "vod/error.hpp"
#include "wire/multipart/error.hpp"
#include "wire/tus/error.hpp"

namespace freshet::api {

namespace {

using Accounts = accounts::Errc;
using Channels = channels::Errc;
using Subscriptions = community::SubscriptionErrc;
using Playback = playback::Errc;
using Community = community::Errc;
using Chat = community::ChatErrc;
using Rooms = community::RoomErrc;
using Site = site::Errc;
using Vod = vod::Errc;
using Http = http::Errc;
using Form = multipart::Errc;
using Tus = tus::Errc;

const std::array kinds{
    ProblemKind{Errc::internal, 500, "internal"},
    ProblemKind{Errc::malformed_request, 400, "malformed_request"},
    ProblemKind{Errc::malformed_form, 400, "malformed_form"},
    ProblemKind{json::Errc::malformed, 400, "malformed_json"},
    ProblemKind{json::Errc::too_deep, 400, "json_too_deep"},
    ProblemKind{json::Errc::not_an_object, 400, "not_an_object"},
    ProblemKind{json::Errc::too_large, 413, "payload_too_large"},
    ProblemKind{Errc::unauthenticated, 401, "unauthenticated"},
    ProblemKind{Errc::forbidden, 403, "forbidden"},
    ProblemKind{Errc::origin_refused, 403, "origin_refused"},
    ProblemKind{Errc::registration_closed, 403, "registration_closed"},
    ProblemKind{Errc::invite_required, 403, "invite_required"},
    ProblemKind{Errc::scope_missing, 403, "scope_missing"},
    ProblemKind{Errc::not_found, 404, "not_found"},
    ProblemKind{Errc::unsupported_media_type, 415, "unsupported_media_type"},
    ProblemKind{Errc::validation_failed, 422, "validation_failed"},
    ProblemKind{Errc::rate_limited, 429, "rate_limited"},
    ProblemKind{Errc::unavailable, 503, "unavailable"},
    ProblemKind{Errc::unknown_event, 400, "unknown_event"},
    ProblemKind{Errc::not_in_room, 409, "not_in_room"},
    ProblemKind{Errc::room_not_named, 422, "room_not_named", "roomId"},
    ProblemKind{Errc::too_many_rooms, 409, "too_many_rooms"},
    ProblemKind{Errc::unknown_command, 422, "unknown_command", "message"},
    ProblemKind{Errc::command_malformed, 422, "command_malformed", "message"},
    ProblemKind{Accounts::invalid_fields, 422, "validation_failed"},
    ProblemKind{Accounts::username_taken, 409, "username_taken", "username"},
    ProblemKind{Accounts::email_taken, 409, "email_taken", "email"},
    ProblemKind{Accounts::wrong_credentials, 401, "wrong_credentials"},
    ProblemKind{Accounts::account_disabled, 403, "account_disabled"},
    ProblemKind{Accounts::token_invalid, 401, "token_invalid"},
    ProblemKind{Accounts::token_expired, 401, "token_expired"},
    ProblemKind{Accounts::session_ended, 401, "session_ended"},
    ProblemKind{Accounts::refresh_reused, 401, "refresh_reused"},
    ProblemKind{Accounts::two_factor_required, 401, "two_factor_required"},
    ProblemKind{Accounts::challenge_invalid, 401, "challenge_invalid"},
    ProblemKind{Accounts::wrong_code, 422, "wrong_code", "code"},
    ProblemKind{Accounts::too_many_codes, 429, "too_many_codes"},
    ProblemKind{Accounts::too_many_passwords, 429, "too_many_passwords"},
    ProblemKind{Accounts::two_factor_on, 409, "two_factor_on"},
    ProblemKind{Accounts::two_factor_off, 409, "two_factor_off"},
    ProblemKind{Accounts::not_confirmed, 422, "not_confirmed", "password"},
    ProblemKind{Accounts::too_many_tokens, 409, "too_many_tokens"},
    ProblemKind{Accounts::no_admin, 403, "api_token_without_admin"},
    ProblemKind{Accounts::invite_invalid, 422, "invite_invalid", "invite"},
    ProblemKind{Accounts::setup_code_wrong, 422, "setup_code_wrong", "code"},
    ProblemKind{Accounts::setup_done, 404, "not_found"},
    ProblemKind{Accounts::user_not_found, 404, "user_not_found"},
    ProblemKind{Accounts::last_admin, 409, "last_admin"},
    ProblemKind{Accounts::own_role, 403, "own_role"},
    ProblemKind{Accounts::current_password_wrong, 422, "current_password_wrong", "currentPassword"},
    ProblemKind{Accounts::reset_token_invalid, 422, "reset_token_invalid", "token"},
    ProblemKind{Accounts::verify_token_invalid, 422, "verify_token_invalid", "token"},
    ProblemKind{Accounts::session_not_found, 404, "session_not_found"},
    ProblemKind{image::Errc::unknown_format, 415, "unsupported_image"},
    ProblemKind{image::Errc::too_large, 422, "image_too_large", "file"},
    ProblemKind{image::Errc::malformed, 422, "image_malformed", "file"},
    ProblemKind{Channels::channel_not_found, 404, "channel_not_found"},
    ProblemKind{Channels::other_secret, 500, "internal"},
    ProblemKind{Community::user_not_found, 404, "not_found"},
    ProblemKind{Community::follows_self, 409, "follows_self"},
    ProblemKind{Community::subject_not_found, 404, "subject_not_found", "subjectId"},
    ProblemKind{Community::too_many_reports, 409, "too_many_reports"},
    ProblemKind{Community::report_not_found, 404, "not_found"},
    ProblemKind{Chat::empty_message, 422, "message_empty", "message"},
    ProblemKind{Chat::message_too_long, 422, "message_too_long", "message"},
    ProblemKind{Chat::malformed_message, 422, "message_malformed", "message"},
    ProblemKind{Chat::phrase_blocked, 422, "phrase_blocked", "message"},
    ProblemKind{Chat::link_refused, 422, "link_refused", "message"},
    ProblemKind{Chat::emotes_only, 422, "emotes_only", "message"},
    ProblemKind{Chat::repeated, 409, "message_repeated"},
    ProblemKind{Chat::banned, 403, "banned"},
    ProblemKind{Chat::timed_out, 403, "timed_out"},
    ProblemKind{Chat::slow_mode, 429, "slow_mode"},
    ProblemKind{Chat::followers_only, 403, "chat_followers_only"},
    ProblemKind{Chat::subscribers_only, 403, "chat_subscribers_only"},
    ProblemKind{Chat::not_moderator, 403, "not_moderator"},
    ProblemKind{Chat::not_owner, 403, "not_owner"},
    ProblemKind{Chat::is_protected, 403, "user_protected"},
    ProblemKind{Chat::user_not_found, 404, "user_not_found"},
    ProblemKind{Chat::channel_not_found, 404, "channel_not_found"},
    ProblemKind{Chat::stream_not_found, 404, "stream_not_found"},
    ProblemKind{Chat::message_not_found, 404, "message_not_found"},
    ProblemKind{Chat::ban_not_found, 404, "ban_not_found"},
    ProblemKind{Chat::not_held, 409, "message_not_held"},
    ProblemKind{Chat::is_banned, 409, "already_banned"},
    ProblemKind{Chat::moderates, 409, "moderates_already"},
    ProblemKind{Chat::too_many_bans, 409, "too_many_bans"},
    ProblemKind{Chat::too_many_moderators, 409, "too_many_moderators"},
    ProblemKind{Chat::nobody_named, 422, "nobody_named", "userId"},
    ProblemKind{Chat::range_too_wide, 422, "range_too_wide", "addresses"},
    ProblemKind{Chat::bad_reason, 422, "bad_reason", "reason"},
    ProblemKind{Chat::bad_duration, 422, "bad_duration", "seconds"},
    ProblemKind{Chat::bad_phrases, 422, "bad_phrases", "phrases"},
    ProblemKind{Rooms::invalid_emote_code, 422, "invalid_emote_code", "code"},
    ProblemKind{Rooms::emote_not_found, 404, "emote_not_found"},
    ProblemKind{Rooms::emote_taken, 409, "emote_taken", "newCode"},
    ProblemKind{Rooms::too_many_emotes, 409, "too_many_emotes"},
    ProblemKind{Rooms::message_too_old, 409, "message_too_old"},
    ProblemKind{Rooms::not_an_emoji, 422, "not_an_emoji", "emoji"},
    ProblemKind{Rooms::too_many_reactions, 409, "too_many_reactions"},
    ProblemKind{Rooms::invalid_poll, 422, "validation_failed"},
    ProblemKind{Rooms::poll_open, 409, "poll_open"},
    ProblemKind{Rooms::poll_not_found, 404, "poll_not_found"},
    ProblemKind{Rooms::poll_over, 409, "poll_over"},
    ProblemKind{Rooms::no_such_option, 422, "no_such_option", "option"},
    ProblemKind{Site::document_not_found, 404, "not_found"},
    ProblemKind{Site::document_exists, 409, "document_exists", "slug"},
    ProblemKind{Site::document_needed, 409, "document_needed"},
    ProblemKind{Site::too_many_documents, 409, "too_many_documents"},
    ProblemKind{Channels::invalid_fields, 422, "validation_failed"},
    ProblemKind{Channels::handle_taken, 409, "handle_taken", "handle"},
    ProblemKind{Channels::channel_on_air, 409, "channel_on_air", "handle"},
    ProblemKind{Channels::too_many_channels, 409, "too_many_channels"},
    ProblemKind{Channels::default_channel, 409, "default_channel"},
    ProblemKind{Channels::stream_not_found, 404, "stream_not_found"},
    ProblemKind{Channels::stream_ended, 409, "stream_ended"},
    ProblemKind{Channels::stream_not_scheduled, 409, "stream_not_scheduled", "scheduledAt"},
    ProblemKind{Channels::too_many_streams, 409, "too_many_streams"},
    ProblemKind{Channels::category_not_found, 404, "category_not_found"},
    ProblemKind{Channels::category_taken, 409, "category_taken", "name"},
    ProblemKind{Channels::just_stopped, 409, "just_stopped"},
    ProblemKind{Subscriptions::own_channel, 409, "own_channel"},
    ProblemKind{Subscriptions::already_subscribed, 409, "already_subscribed"},
    ProblemKind{Subscriptions::not_found, 404, "subscription_not_found"},
    ProblemKind{Subscriptions::nothing_to_refund, 409, "nothing_to_refund"},
    ProblemKind{Subscriptions::not_configured, 501, "payments_not_configured"},
    ProblemKind{Subscriptions::payment_refused, 402, "payment_refused"},
    ProblemKind{Subscriptions::provider_unavailable, 503, "payments_unavailable"},
    ProblemKind{Subscriptions::event_refused, 400, "event_refused"},
    ProblemKind{Playback::forbidden, 403, "playback_forbidden"},
    ProblemKind{Playback::followers_only, 403, "followers_only"},
    ProblemKind{Playback::subscribers_only, 403, "subscribers_only"},
    ProblemKind{Errc::upload_locked, 423, "upload_locked"},
    ProblemKind{Errc::storage_full, 507, "storage_full"},
    ProblemKind{Errc::file_missing, 422, "file_missing", "video"},
    ProblemKind{Http::malformed, 400, "malformed_request"},
    ProblemKind{Http::body_too_large, 413, "payload_too_large"},
    ProblemKind{Http::body_cut_short, 400, "body_cut_short"},
    ProblemKind{Http::body_too_slow, 408, "body_too_slow"},
    ProblemKind{Http::body_interrupted, 423, "upload_locked"},
    ProblemKind{Http::body_draining, 503, "unavailable"},
    ProblemKind{Form::malformed, 400, "malformed_form"},
    ProblemKind{Form::too_many_parts, 400, "malformed_form"},
    ProblemKind{Form::head_too_large, 400, "malformed_form"},
    ProblemKind{Form::cut_short, 400, "malformed_form"},
    ProblemKind{Tus::unsupported_version, 412, "tus_version"},
    ProblemKind{Tus::malformed, 400, "tus_malformed"},
    ProblemKind{Tus::bad_metadata, 400, "tus_metadata"},
    ProblemKind{Tus::wrong_content_type, 415, "tus_content_type"},
    ProblemKind{Tus::unknown_checksum, 400, "checksum_unknown"},
    ProblemKind{Tus::checksum_mismatch, 460, "checksum_mismatch"},
    ProblemKind{Tus::no_concatenation, 400, "no_concatenation"},
    ProblemKind{Vod::video_not_found, 404, "video_not_found"},
    ProblemKind{Vod::invalid_fields, 422, "validation_failed"},
    ProblemKind{Vod::video_not_ready, 409, "video_not_ready"},
    ProblemKind{Vod::video_not_failed, 409, "video_not_failed"},
    ProblemKind{Vod::upload_not_found, 404, "upload_not_found"},
    ProblemKind{Vod::upload_gone, 410, "upload_gone"},
    ProblemKind{Vod::upload_moved, 409, "upload_moved"},
    ProblemKind{Vod::upload_incomplete, 409, "upload_incomplete"},
    ProblemKind{Vod::length_known, 409, "upload_length_known"},
    ProblemKind{Vod::video_too_large, 413, "video_too_large"},
    ProblemKind{Vod::quota_exceeded, 403, "quota_exceeded"},
    ProblemKind{Vod::too_many_uploads, 409, "too_many_uploads"},
    ProblemKind{Vod::job_not_found, 404, "job_not_found"},
    ProblemKind{Vod::job_not_failed, 409, "job_not_failed"},
    ProblemKind{Vod::lease_lost, 500, "internal"},
    ProblemKind{Vod::link_not_found, 404, "link_not_found"},
    ProblemKind{Vod::link_password_required, 403, "link_password_required", "password"},
    ProblemKind{Vod::link_password_wrong, 403, "link_password_wrong", "password"},
    ProblemKind{Vod::too_many_links, 409, "too_many_links"},
    ProblemKind{net::Errc::overloaded, 503, "unavailable"},
    ProblemKind{Outage::unavailable, 503, "unavailable"},
    ProblemKind{Outage::timed_out, 503, "unavailable"},
    ProblemKind{Outage::closed, 503, "unavailable"},
};

std::string words(const Audience& audience, std::string_view code, std::string_view part,
                  const Params& params = {}) {
    const std::string key = std::string(code).append(part);
    return sentence(audience.language, key, params).value_or(key);
}

std::vector<FieldMessage> field_messages(const FieldErrors& fields, const Audience& audience) {
    std::vector<FieldMessage> messages;
    for (const auto& [field, code, params] : fields) {
        messages.push_back({.field = field, .message = words(audience, code, ".field", params)});
    }
    return messages;
}

http::Response response_with(Problem problem, const Audience& audience) {
    http::Response response{.status = problem.status, .headers = {}, .body = {}};
    response.headers.set("Content-Type", "application/problem+json");
    response.headers.set("Content-Language", code(audience.language));
    response.headers.set("Vary", "Accept-Language");
    response.headers.set("Cache-Control", "no-store");
    // RFC 9110, 11.6.1: a 401 says how to sign in.
    if (problem.status == 401) response.headers.set("WWW-Authenticate", "Bearer");
    response.body = json::to_json(problem);
    return response;
}

/// Names that the HTTP layer gives and that are written differently here.
std::string_view known_code(const http::Problem& problem) {
    if (sentence(Language::en, std::string(problem.code).append(".title"))) return problem.code;
    switch (problem.status) {
        case 404: return "not_found";
        case 405: return "method_not_allowed";
        case 408: return "request_timeout";
        case 413: return "payload_too_large";
        case 431: return "head_too_large";
        case 501:
        case 505: return "not_implemented";
        case 503: return "unavailable";
        default: return problem.status < 500 ? "malformed_request" : "internal";
    }
}

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kinds; }

const ProblemKind& problem_kind(ErrorCode reason) {
    const auto found = std::ranges::find(kinds, reason, &ProblemKind::reason);
    return found == kinds.end() ? kinds.front() : *found;
}

Problem problem_of(const Refusal& refusal, const Audience& audience, const Params& params) {
    const auto& kind = problem_kind(refusal.reason);
    Problem problem{.type = std::string("urn:freshet:problem:").append(kind.code),
                    .title = words(audience, kind.code, ".title"),
                    .status = kind.status,
                    .detail = words(audience, kind.code, ".detail", params),
                    .code = std::string(kind.code),
                    .request_id = std::string(audience.request_id),
                    .errors = {}};
    if (!refusal.fields.empty()) problem.errors = field_messages(refusal.fields, audience);
    if (!kind.field.empty()) {
        problem.errors.emplace().push_back(
            {.field = std::string(kind.field),
             .message = words(audience, kind.code, ".field", params)});
    }
    return problem;
}

http::Response problem_response(const Refusal& refusal, const Audience& audience,
                                const Params& params, const std::string& challenge) {
    auto problem = problem_of(refusal, audience, params);
    if (!challenge.empty()) problem.challenge = challenge;
    auto response = response_with(std::move(problem), audience);
    // RFC 6585, 4. Buckets know it to the second, and say so themselves.
    if (refusal.reason == Accounts::too_many_passwords) {
        const std::chrono::seconds pause = accounts::Passwords::Config().wrong_window;
        response.headers.set("Retry-After", fmt::to_string(pause.count()));
    }
    return response;
}

http::Response http_problem(const http::Request& request, const http::Problem& problem) {
    const Audience audience{.language = choose_language(request.headers.get("Accept-Language")),
                            .request_id = request.id};
    const auto known = known_code(problem);
    return response_with({.type = std::string("urn:freshet:problem:").append(known),
                          .title = words(audience, known, ".title"),
                          .status = problem.status,
                          .detail = words(audience, known, ".detail"),
                          .code = std::string(known),
                          .request_id = request.id,
                          .errors = {}},
                         audience);
}

}  // namespace freshet::api
