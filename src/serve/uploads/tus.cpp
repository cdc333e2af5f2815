#include "serve/uploads/tus.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "base/names.hpp"
#include "serve/api/error.hpp"
#include "serve/http/error.hpp"
#include "serve/http/response_head.hpp"
#include "serve/uploads/details.hpp"
#include "vod/error.hpp"
#include "wire/tus/answer.hpp"
#include "wire/tus/error.hpp"

namespace freshet::uploads {

namespace {

using api::Call;
using api::Outcome;

tus::Fields fields_of(const Call& call) {
    return [&call](std::string_view name) { return call.incoming.field(name); };
}

/// Whether the fault is not in the bytes, so that there may be more of them.
bool can_go_on_after(ErrorCode shortfall) {
    static const std::array<ErrorCode, 6> passing{ErrorCode(),
                                                  http::Errc::body_cut_short,
                                                  http::Errc::body_too_slow,
                                                  http::Errc::body_interrupted,
                                                  http::Errc::body_draining,
                                                  api::Errc::storage_full};
    return std::ranges::find(passing, shortfall) != passing.end();
}

Outcome refused(Refusal refusal) { return {.refusal = std::move(refusal)}; }
Outcome refused(ErrorCode reason) { return refused(Refusal{.reason = reason, .fields = {}}); }

/// What is said of an upload in each answer that speaks of it.
Outcome told(const vod::Upload& upload, unsigned status) {
    tus::Standing standing{.offset = upload.offset};
    if (!upload.is_finished) standing.expires = http::http_date(upload.expires_at);
    Outcome outcome{.status = status, .headers = tus::fields_of(standing)};
    if (upload.job) {
        outcome.headers.emplace_back("Freshet-Video", to_string(upload.id));
        outcome.headers.emplace_back("Freshet-Job", to_string(*upload.job));
    }
    return outcome;
}

/// What says how long it is, and of what: to who asks.
Outcome told_whole(const vod::Upload& upload) {
    auto outcome = told(upload, 200);
    const auto more = tus::fields_of({.length = upload.length,
                                      .length_is_deferred = !upload.length,
                                      .metadata = upload.metadata});
    // Without the version, which has been said.
    outcome.headers.insert(outcome.headers.end(), more.begin() + 1, more.end());
    return outcome;
}

Answer<vod::UploadDraft> draft_of(const tus::Creation& creation, UserId owner) {
    const auto said = [&creation](std::string_view key) { return creation.metadata.get(key); };
    Details details;
    for (const auto key : Details::keys) {
        if (const auto value = said(key)) details.set(key, *value);
    }
    auto draft = details.draft(owner);
    if (!draft) return std::unexpected(std::move(draft).error());
    // tus-js-client's examples say "filename", Uppy says "name".
    const auto name = said("filename").value_or(said("name").value_or(""));
    return vod::UploadDraft{.video = *std::move(draft),
                            .length = creation.length,
                            .file_name = std::string(name),
                            .metadata = creation.metadata_text};
}

}  // namespace

asio::awaitable<Outcome> Tus::begin(Call call) {
    auto creation = tus::read_creation(fields_of(call));
    if (!creation) co_return refused(creation.error());
    auto draft = draft_of(*creation, call.who().user);
    if (!draft) co_return refused(std::move(draft).error());
    auto upload = co_await stores_.uploads.begin(*std::move(draft));
    if (!upload) co_return refused(std::move(upload).error());

    if (creation->has_bytes) {
        co_return co_await begin_with_bytes(std::move(call), *std::move(upload),
                                            std::move(creation->checksum));
    }
    if (upload->length == std::uint64_t{0}) {
        auto whole = co_await finished(*std::move(upload));
        if (!whole) co_return refused(whole.error());
        upload = *std::move(whole);
    }
    auto outcome = told(*upload, 201);
    outcome.headers.emplace_back("Location", "/api/uploads/" + to_string(upload->id));
    co_return outcome;
}

/// A body that breaks off leaves an upload to go on with; one that is refused leaves none.
asio::awaitable<Outcome> Tus::begin_with_bytes(Call call, vod::Upload upload,
                                               std::optional<tus::Checksum> checksum) {
    auto& body = call.incoming.body();
    const auto id = upload.id;
    std::exception_ptr failure;
    Result<Received> received;
    try {
        auto claim = co_await writers_.claim(id, body.interrupter());
        if (!claim) received = std::unexpected(claim.error());
        if (claim)
            received = co_await receive(body, std::move(upload), std::move(checksum), *claim);
    } catch (...) {
        failure = std::current_exception();
    }
    if (received && !can_go_on_after(received->shortfall))
        received = std::unexpected(received->shortfall);
    if (failure || !received) co_await abandon(stores_, id, call.who().user);
    if (failure) std::rethrow_exception(failure);
    if (!received) co_return refused(received.error());
    auto outcome = told(received->upload, 201);
    outcome.headers.emplace_back("Location", "/api/uploads/" + to_string(id));
    co_return outcome;
}

asio::awaitable<Outcome> Tus::standing(Call call, VideoId id) {
    // What a connection that has just broken brought counts, once it is durable.
    co_await writers_.settled(id);
    const auto upload = co_await find(id, call.who().user);
    if (!upload) co_return refused(upload.error());
    co_return told_whole(*upload);
}

asio::awaitable<Outcome> Tus::go_on(Call call, VideoId id) {
    auto asked = tus::read_continuation(fields_of(call));
    if (!asked) co_return refused(asked.error());
    auto& body = call.incoming.body();
    // Nobody interrupts a stranger.
    const auto known = co_await stores_.uploads.find(id, call.who().user);
    if (!known) co_return refused(known.error());
    auto claim = co_await writers_.claim(id, body.interrupter());
    if (!claim) co_return refused(claim.error());
    auto upload = co_await find(id, call.who().user);
    if (!upload) co_return refused(upload.error());
    if (upload->offset != asked->offset) co_return refused(vod::Errc::upload_moved);
    if (asked->length) {
        upload = co_await stores_.uploads.set_length(id, call.who().user, *asked->length);
        if (!upload) co_return refused(upload.error());
    }
    auto received = co_await receive(body, *std::move(upload), std::move(asked->checksum), *claim);
    if (!received) co_return refused(received.error());
    if (received->shortfall) co_return refused(received->shortfall);
    co_return told(received->upload, 204);
}

asio::awaitable<Outcome> Tus::give_up(Call call, VideoId id) {
    const auto known = co_await stores_.uploads.find(id, call.who().user);
    if (!known) co_return refused(known.error());
    const auto claim = co_await writers_.claim(id, {}, Writers::Manner::firm);
    if (!claim) co_return refused(claim.error());
    const auto given_up = co_await uploads::give_up(stores_, id, call.who().user);
    if (!given_up) co_return refused(given_up.error());
    co_return Outcome{.status = 204};
}

/// Fails where nothing of the body counts.
asio::awaitable<Result<Tus::Received>> Tus::receive(http::BodyReader& body, vod::Upload upload,
                                                    std::optional<tus::Checksum> checksum,
                                                    Writers::Claim& claim) {
    if (upload.is_finished) {
        if (body.length() != std::uint64_t{0}) co_return fail(vod::Errc::video_too_large);
        co_return Received{.upload = std::move(upload)};
    }
    const auto settles = checksum ? Intake::Settles::at_the_end : Intake::Settles::now_and_then;
    auto intake = co_await Intake::open(stores_, std::move(upload), settles);
    if (!intake) co_return std::unexpected(intake.error());
    if (body.length().value_or(0) > intake->room()) co_return fail(vod::Errc::video_too_large);

    std::optional<Digest> digest;
    if (checksum) digest.emplace(checksum->algorithm);
    const auto poured = co_await intake->pour(body, claim, digest ? &*digest : nullptr);
    claim.finish();
    if (checksum && !poured) co_return std::unexpected(poured.error());
    if (checksum && digest->finish() != checksum->digest)
        co_return fail(tus::Errc::checksum_mismatch);

    const auto settled = co_await intake->settle();
    if (!settled) co_return std::unexpected(settled.error());
    Received received{.upload = intake->upload(),
                      .shortfall = poured ? ErrorCode() : poured.error()};
    if (!intake->is_whole()) co_return received;
    auto whole = co_await finished(std::move(received.upload));
    if (!whole) co_return std::unexpected(whole.error());
    co_return Received{.upload = *std::move(whole)};
}

/// As its row says; one that is whole, and was not finished for a crash, is.
asio::awaitable<Result<vod::Upload>> Tus::find(VideoId id, UserId owner) {
    auto upload = co_await stores_.uploads.find(id, owner);
    if (!upload || upload->is_finished || upload->length != upload->offset) co_return upload;
    co_return co_await finished(*std::move(upload));
}

asio::awaitable<Result<vod::Upload>> Tus::finished(vod::Upload upload) {
    const auto finished = co_await uploads::finish(stores_, upload);
    if (!finished) co_return std::unexpected(finished.error());
    upload.is_finished = true;
    upload.job = finished->job.id;
    co_return upload;
}

}  // namespace freshet::uploads
