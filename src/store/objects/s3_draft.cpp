#include "store/objects/s3_draft.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "store/objects/error.hpp"
#include "store/objects/s3_listing.hpp"

namespace freshet::objects {

namespace {

constexpr std::size_t records_kept = 2;

// What may be there of one draft; more is found by who looks again.
constexpr std::size_t listed_max = 1000;

// A tail, and as many parts as there may be.
constexpr std::size_t record_bytes_max =
    S3Limits::part_bytes_min + S3Limits::parts_max * std::size_t{100};

asio::awaitable<void> remove(S3Client& client, std::string name) {
    const auto gone = co_await client.send({.method = "DELETE", .name = std::move(name)});
    (void)gone;  // What is not there need not be removed.
}

std::string record_name(const Key& key, std::uint64_t size) {
    return S3RecordName{.key = key, .size = size}.text();
}

/// How long the draft was at each of its records, in order.
asio::awaitable<std::vector<std::uint64_t>> record_sizes(S3Client& client, Key key) {
    const auto found = co_await list_objects(client, S3RecordName::prefix_of(key), "", listed_max);
    std::vector<std::uint64_t> sizes;
    for (const auto& object : found) {
        if (const auto name = S3RecordName::parse(object.name)) sizes.push_back(name->size);
    }
    co_return sizes;
}

asio::awaitable<void> remove_records(S3Client& client, Key key, std::vector<std::uint64_t> sizes) {
    for (const auto size : sizes) co_await remove(client, record_name(key, size));
}

asio::awaitable<std::optional<S3DraftRecord>> read_record(S3Client& client, std::string name) {
    const auto answer = co_await client.send(
        {.name = name, .answer_bytes_max = record_bytes_max, .is_large = true});
    if (!answer || !answer->is_good()) co_return std::nullopt;
    co_return S3DraftRecord::parse(as_bytes(answer->body));
}

}  // namespace

S3Draft::S3Draft(S3Client& client, Key key) : client_(client), key_(std::move(key)) {}

asio::awaitable<Result<std::unique_ptr<S3Draft>>> S3Draft::resume(S3Client& client, Key key,
                                                                  std::uint64_t acknowledged) {
    auto sizes = co_await record_sizes(client, key);
    const auto place = std::ranges::lower_bound(sizes, acknowledged);
    if (place == sizes.end()) co_return fail(Errc::draft_lost);
    auto record = co_await read_record(client, record_name(key, *place));
    if (!record || record->parts_bytes() > acknowledged) co_return fail(Errc::draft_lost);
    const auto tail_bytes = acknowledged - record->parts_bytes();
    if (tail_bytes > record->tail.size()) co_return fail(Errc::draft_lost);

    auto draft = std::make_unique<S3Draft>(client, key);
    if (!record->upload.empty()) {
        draft->upload_.emplace(client, key, record->upload, std::move(record->parts));
        const bool is_there = co_await draft->upload_->is_there();
        if (!is_there) co_return fail(Errc::draft_lost);
    }
    record->tail.resize(static_cast<std::size_t>(tail_bytes));
    *draft->tail_ = std::move(record->tail);

    // What was kept of the rest is of bytes that are not to be.
    const auto beyond = std::ranges::upper_bound(sizes, acknowledged);
    co_await remove_records(client, key, {beyond, sizes.end()});
    sizes.erase(beyond, sizes.end());
    draft->records_ = std::move(sizes);
    co_return draft;
}

asio::awaitable<void> S3Draft::discard(S3Client& client, Key key) {
    auto sizes = co_await record_sizes(client, key);
    co_await remove_records(client, key, std::move(sizes));
    const auto uploads = co_await list_uploads(client, key.text(), "", listed_max);
    for (const auto& upload : uploads) {
        if (upload.name != key.text()) continue;
        co_await S3Multipart(client, key, upload.id, {}).abort();
    }
}

std::uint64_t S3Draft::size() const { return (upload_ ? upload_->size() : 0) + tail_->size(); }

asio::awaitable<Result<void>> S3Draft::append(ByteSpan bytes) {
    const auto room = (S3Limits::parts_max - parts()) * part_bytes - tail_->size();
    if (bytes.size() > room) co_return fail(Errc::too_large);
    while (!bytes.empty()) {
        const auto taken = std::min(bytes.size(), part_bytes - tail_->size());
        freshet::append(*tail_, bytes.first(taken));
        bytes = bytes.subspan(taken);
        if (tail_->size() < part_bytes) break;
        const auto sent = co_await send_part();
        if (!sent) co_return sent;
    }
    co_return Result<void>();
}

asio::awaitable<Result<void>> S3Draft::send_part() {
    if (!upload_) {
        auto begun = co_await S3Multipart::begin(client_, key_);
        if (!begun) co_return std::unexpected(begun.error());
        upload_ = std::move(*begun);
    }
    const auto added = co_await upload_->add(Slice(tail_, *tail_));
    if (added) tail_ = std::make_shared<Bytes>();
    co_return added;
}

asio::awaitable<Result<std::uint64_t>> S3Draft::sync() {
    const bool is_kept = !records_.empty() && records_.back() == size();
    if (is_kept || size() == 0) co_return size();
    if (tail_->size() >= S3Limits::part_bytes_min) {
        const auto sent = co_await send_part();
        if (!sent) co_return std::unexpected(sent.error());
    }
    const auto kept = co_await keep_record();
    if (!kept) co_return std::unexpected(kept.error());
    co_return size();
}

asio::awaitable<Result<void>> S3Draft::keep_record() {
    S3DraftRecord record{.upload = upload_ ? upload_->id() : "",
                         .parts = upload_ ? upload_->parts() : std::vector<S3Part>(),
                         .tail = *tail_};
    const auto answer = co_await client_.send({.method = "PUT",
                                               .name = record_name(key_, size()),
                                               .body = Slice(record.to_bytes()),
                                               .is_large = true});
    if (!answer) co_return std::unexpected(answer.error());
    records_.push_back(size());
    while (records_.size() > records_kept) {
        co_await remove(client_, record_name(key_, records_.front()));
        records_.erase(records_.begin());
    }
    co_return Result<void>();
}

asio::awaitable<Result<void>> S3Draft::finish() {
    const auto done = co_await become_object();
    if (!done) co_return done;
    auto sizes = co_await record_sizes(client_, key_);
    co_await remove_records(client_, key_, std::move(sizes));
    co_return done;
}

asio::awaitable<Result<void>> S3Draft::become_object() {
    if (upload_) {
        if (!tail_->empty()) {
            const auto sent = co_await send_part();
            if (!sent) co_return sent;
        }
        co_return co_await upload_->complete();
    }
    const auto answer = co_await client_.send({.method = "PUT",
                                               .name = key_.text(),
                                               .headers = headers_of(key_),
                                               .body = Slice(tail_, *tail_),
                                               .is_large = true});
    if (!answer) co_return std::unexpected(answer.error());
    co_return Result<void>();
}

}  // namespace freshet::objects
