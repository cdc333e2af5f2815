#include "serve/uploads/intake.hpp"

#include <limits>
#include <utility>

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
    return error;
}

}  // namespace

asio::awaitable<Result<Intake>> Intake::open(Stores stores, vod::Upload upload, Settles settles) {
    auto draft = co_await stores.objects.open_draft(key_of(upload.id), upload.offset);
    if (!draft && draft.error() == objects::Errc::draft_lost) {
        log::error("uploads", "bytes lost video={} offset={}", to_string(upload.id), upload.offset);
        (void)co_await give_up(stores, upload.id, upload.owner);  // It is gone either way.
        co_return fail(vod::Errc::upload_gone);
    }
    if (!draft) co_return std::unexpected(told(draft.error()));
    co_return Intake(stores, std::move(upload), settles, *std::move(draft));
}

std::uint64_t Intake::room() const {
    const auto most = upload_.length.value_or(stores_.uploads.limits().size_max);
    return most - std::min(most, draft_->size());
}

asio::awaitable<Result<void>> Intake::pour(http::BodyReader& body, Digest* digest) {
    while (true) {
        const auto piece = co_await body.read();
        if (!piece) co_return std::unexpected(piece.error());
        if (piece->empty()) co_return Result<void>();
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
    const auto key = key_of(upload.id);
    // After a crash the object may be there already.
    const auto object = co_await stores.objects.open(key);
    if (!object || object->size() != upload.offset) {
        auto draft = co_await stores.objects.open_draft(key, upload.offset);
        if (!draft) co_return std::unexpected(told(draft.error()));
        const auto finished = co_await (*draft)->finish();
        if (!finished) co_return std::unexpected(told(finished.error()));
    }
    co_return co_await stores.uploads.finish(upload.id, upload.owner, upload.offset);
}

asio::awaitable<Result<void>> give_up(Stores stores, VideoId id, UserId owner) {
    const auto given_up = co_await stores.uploads.give_up(id, owner);
    if (!given_up) co_return given_up;
    co_await stores.objects.discard_draft(key_of(id));
    co_return Result<void>();
}

}  // namespace freshet::uploads
