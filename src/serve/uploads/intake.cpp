#include "serve/uploads/intake.hpp"

#include <limits>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "base/check.hpp"
#include "base/log.hpp"
#include "serve/api/error.hpp"
#include "vod/error.hpp"
#include "vod/objects.hpp"

namespace freshet::uploads {

namespace {

// What a crash of the machine may cost a client.
constexpr std::uint64_t settled_every = std::uint64_t{64} * 1024 * 1024;

objects::Key key_of(VideoId id) {
    const auto key = objects::Key::parse(vod::source_key(id));
    FRESHET_CHECK(key.has_value());
    return *key;
}

/// What the store refuses, as a client is told it.
ErrorCode told(ErrorCode error) {
    if (error == objects::Errc::storage_full) return api::Errc::storage_full;
    if (error == objects::Errc::too_large) return vod::Errc::video_too_large;
    if (error == objects::Errc::draft_lost) return vod::Errc::upload_gone;
    return error;
}

/// The job that comes of a row that is given up does the same: a store that is away is left to it.
asio::awaitable<void> discard_now(objects::Store& store, VideoId id) try {
    co_await store.discard_draft(key_of(id));
} catch (const boost::system::system_error& error) {
    if (error.code() == asio::error::operation_aborted) throw;
}

/// What was acknowledged is not there: it is gone either way.
asio::awaitable<void> write_off(Stores stores, const vod::Upload& upload) {
    log::error("uploads", "bytes lost video={} offset={}", to_string(upload.id), upload.offset);
    (void)co_await give_up(stores, upload.id, upload.owner);
}

asio::awaitable<bool> has_object(Stores stores, const vod::Upload& upload) {
    const auto object = co_await stores.objects.open(key_of(upload.id));
    co_return object && object->size() == upload.offset;
}

asio::awaitable<Result<void>> make_object(Stores stores, const vod::Upload& upload) {
    auto draft = co_await stores.objects.open_draft(key_of(upload.id), upload.offset);
    if (!draft) co_return std::unexpected(draft.error());
    co_return co_await (*draft)->finish();
}

}  // namespace

asio::awaitable<Result<Intake>> Intake::open(Stores stores, vod::Upload upload, Settles settles) {
    auto draft = co_await stores.objects.open_draft(key_of(upload.id), upload.offset);
    if (!draft && draft.error() == objects::Errc::draft_lost) co_await write_off(stores, upload);
    if (!draft) co_return std::unexpected(told(draft.error()));
    co_return Intake(stores, std::move(upload), settles, *std::move(draft));
}

std::uint64_t Intake::room() const {
    const auto size_max = stores_.uploads.limits().size_max;
    // Of a length that nobody has said, the quota is asked for when bytes are noted.
    const bool is_unasked = !upload_.length && settles_ == Settles::at_the_end;
    const auto allowed = is_unasked ? std::min(size_max, upload_.offset + settled_every) : size_max;
    const auto most = upload_.length.value_or(allowed);
    return most - std::min(most, draft_->size());
}

asio::awaitable<Result<void>> Intake::pour(http::BodyReader& body, Writers::Claim& claim,
                                           Digest* digest) {
    while (true) {
        const auto piece = co_await body.read();
        if (!piece) co_return std::unexpected(piece.error());
        if (piece->empty()) co_return Result<void>();
        claim.heard();
        if (digest != nullptr) digest->add(*piece);
        const auto taken = co_await take(*piece);
        if (!taken) co_return taken;
    }
}

asio::awaitable<Result<void>> Intake::take(ByteSpan bytes) {
    if (bytes.size() > room()) co_return fail(vod::Errc::video_too_large);
    const auto appended = co_await draft_->append(bytes);
    if (!appended) co_return std::unexpected(told(appended.error()));
    const bool is_time = draft_->size() - upload_.offset >= settled_every;
    if (settles_ == Settles::at_the_end || !is_time) co_return Result<void>();
    co_return co_await settle();
}

asio::awaitable<Result<void>> Intake::settle() {
    const auto durable = co_await draft_->sync();
    if (!durable) co_return std::unexpected(told(durable.error()));
    if (*durable == upload_.offset) co_return Result<void>();
    auto noted = co_await stores_.uploads.note(
        {.id = upload_.id, .from = upload_.offset, .to = *durable}, upload_.owner);
    if (!noted) co_return std::unexpected(noted.error());
    upload_ = *std::move(noted);
    co_return Result<void>();
}

asio::awaitable<Result<vod::Finished>> finish(Stores stores, vod::Upload upload) {
    // After a crash the object may be there already; and whoever else asks for this upload finishes
    // it too, and may be faster.
    bool is_there = co_await has_object(stores, upload);
    if (!is_there) {
        const auto made = co_await make_object(stores, upload);
        const bool is_lost = !made && made.error() == objects::Errc::draft_lost;
        if (is_lost) is_there = co_await has_object(stores, upload);
        if (is_lost && !is_there) co_await write_off(stores, upload);
        if (!made && !is_there) co_return std::unexpected(told(made.error()));
    }
    co_return co_await stores.uploads.finish(upload.id, upload.owner, upload.offset);
}

asio::awaitable<Result<void>> give_up(Stores stores, VideoId id, UserId owner) {
    const auto given_up = co_await stores.uploads.give_up(id, owner);
    if (!given_up) co_return given_up;
    co_await discard_now(stores.objects, id);
    co_return Result<void>();
}

asio::awaitable<void> abandon(Stores stores, VideoId id, UserId owner) try {
    co_await asio::this_coro::reset_cancellation_state();
    (void)co_await give_up(stores, id, owner);
} catch (const boost::system::system_error& error) {
    log::warning("uploads", "cannot remove now video={} reason=\"{}\"", to_string(id),
                 error.code().message());
}

}  // namespace freshet::uploads
