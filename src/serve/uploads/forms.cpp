#include "serve/uploads/forms.hpp"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "serve/api/error.hpp"
#include "serve/http/body_reader.hpp"
#include "serve/uploads/details.hpp"
#include "vod/error.hpp"
#include "wire/multipart/error.hpp"
#include "wire/multipart/form_reader.hpp"

namespace freshet::uploads {

namespace {

using multipart::FormReader;

constexpr std::size_t fields_bytes_max = std::size_t{64} * 1024;  // All of them together.

// What a form may say around its file.
constexpr std::uint64_t around_bytes_max = std::uint64_t{1024} * 1024;

bool is_file(const multipart::PartHead& head) {
    return head.name == "video" || head.name == "file";
}

}  // namespace

/// One form while it comes. A local of `take`.
class Forms::Visit {
public:
    Visit(Forms& forms, const api::Call& call, const std::string& boundary)
        : forms_(forms), call_(call), reader_(boundary, {}) {}

    /// Reads the form to its end, and makes the video of it.
    asio::awaitable<Answer<vod::Finished>> run();

    /// Whatever has begun goes again.
    asio::awaitable<void> give_up();

private:
    asio::awaitable<Answer<void>> read();
    asio::awaitable<Answer<vod::Finished>> finish();
    asio::awaitable<Answer<void>> take(ByteSpan piece);
    asio::awaitable<Answer<void>> on(multipart::PartBegan began);
    asio::awaitable<Answer<void>> on(multipart::PartBytes more);
    asio::awaitable<Answer<void>> on(multipart::PartEnded ended);
    asio::awaitable<Answer<void>> begin_file(std::string name);

    Forms& forms_;
    const api::Call& call_;
    FormReader reader_;
    Details details_;
    Details details_behind_;  // What came when the upload had begun.
    bool has_more_details_ = false;
    std::string field_;  // The key and the value of the field that comes.
    std::string value_;
    std::size_t fields_bytes_ = 0;
    bool in_file_ = false;
    std::optional<VideoId> begun_;
    std::optional<Writers::Claim> claim_;
    std::optional<Intake> intake_;
};

asio::awaitable<Answer<vod::Finished>> Forms::take(api::Call call) {
    const auto type = call.incoming.field("Content-Type").value_or("");
    const auto boundary = FormReader::boundary_of(type);
    if (!boundary) co_return refuse(api::Errc::malformed_form);
    const auto most = stores_.uploads.limits().size_max + around_bytes_max;
    if (call.incoming.body().length().value_or(0) > most)
        co_return refuse(vod::Errc::video_too_large);

    Visit visit(*this, call, *boundary);
    Answer<vod::Finished> finished;
    std::exception_ptr failure;
    try {
        finished = co_await visit.run();
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure || !finished) co_await visit.give_up();
    if (failure) std::rethrow_exception(failure);
    co_return finished;
}

asio::awaitable<Answer<vod::Finished>> Forms::Visit::run() {
    auto whole = co_await read();
    if (!whole) co_return std::unexpected(std::move(whole).error());
    co_return co_await finish();
}

asio::awaitable<Answer<void>> Forms::Visit::read() {
    while (true) {
        const auto piece = co_await call_.incoming.body().read();
        if (!piece) co_return refuse(piece.error());
        if (piece->empty()) break;
        auto taken = co_await take(*piece);
        if (!taken) co_return taken;
    }
    if (const auto whole = reader_.finish(); !whole) co_return refuse(whole.error());
    co_return Answer<void>();
}

asio::awaitable<Answer<void>> Forms::Visit::take(ByteSpan piece) {
    reader_.feed(piece);
    while (true) {
        auto event = reader_.next();
        if (!event) co_return refuse(event.error());
        if (!*event) co_return Answer<void>();
        Answer<void> taken;
        if (auto* began = std::get_if<multipart::PartBegan>(&**event))
            taken = co_await on(std::move(*began));
        if (const auto* more = std::get_if<multipart::PartBytes>(&**event))
            taken = co_await on(*more);
        if (const auto* ended = std::get_if<multipart::PartEnded>(&**event))
            taken = co_await on(*ended);
        if (!taken) co_return taken;
    }
}

asio::awaitable<Answer<void>> Forms::Visit::on(multipart::PartBegan began) {
    field_ = std::move(began.head.name);
    value_.clear();
    if (!is_file({.name = field_})) co_return Answer<void>();
    if (begun_) co_return refuse(api::Errc::file_missing);
    in_file_ = true;
    co_return co_await begin_file(std::move(began.head.file_name).value_or(""));
}

asio::awaitable<Answer<void>> Forms::Visit::on(multipart::PartBytes more) {
    if (in_file_) {
        const auto taken = co_await intake_->take(more.bytes);
        if (!taken) co_return refuse(taken.error());
        co_return Answer<void>();
    }
    fields_bytes_ += more.bytes.size();
    if (fields_bytes_ > fields_bytes_max) co_return refuse(api::Errc::malformed_form);
    value_ += as_text(more.bytes);
    co_return Answer<void>();
}

asio::awaitable<Answer<void>> Forms::Visit::on(multipart::PartEnded) {
    if (!std::exchange(in_file_, false)) {
        (begun_ ? details_behind_ : details_).set(field_, value_);
        has_more_details_ = begun_.has_value();
    }
    co_return Answer<void>();
}

/// The row comes first, so that what comes of the file is counted, and found if we crash.
asio::awaitable<Answer<void>> Forms::Visit::begin_file(std::string name) {
    auto draft = details_.draft(call_.who().user);
    if (!draft) co_return std::unexpected(std::move(draft).error());
    auto upload = co_await forms_.stores_.uploads.begin(
        {.video = *std::move(draft), .length = {}, .file_name = std::move(name), .metadata = {}});
    if (!upload) co_return std::unexpected(std::move(upload).error());
    begun_ = upload->id;
    auto claim = co_await forms_.writers_.claim(upload->id, call_.incoming.body().interrupter());
    if (!claim) co_return refuse(claim.error());
    claim_.emplace(*std::move(claim));
    auto intake =
        co_await Intake::open(forms_.stores_, *std::move(upload), Intake::Settles::now_and_then);
    if (!intake) co_return refuse(intake.error());
    intake_.emplace(*std::move(intake));
    co_return Answer<void>();
}

asio::awaitable<Answer<vod::Finished>> Forms::Visit::finish() {
    if (!intake_) co_return refuse(api::Errc::file_missing);
    const auto settled = co_await intake_->settle();
    if (!settled) co_return refuse(settled.error());
    const auto size = intake_->upload().offset;
    // A form of which nobody has chosen a file has one all the same, of nothing.
    if (size == 0) co_return refuse(api::Errc::file_missing);
    const auto owner = call_.who().user;
    if (has_more_details_) {
        auto changes = details_behind_.changes();
        if (!changes) co_return std::unexpected(std::move(changes).error());
        auto changed =
            co_await forms_.library_.change(*begun_, {.user = owner}, *std::move(changes));
        if (!changed) co_return std::unexpected(std::move(changed).error());
    }
    auto upload = co_await forms_.stores_.uploads.set_length(*begun_, owner, size);
    if (!upload) co_return refuse(upload.error());
    intake_.reset();
    auto finished = co_await uploads::finish(forms_.stores_, *std::move(upload));
    if (!finished) co_return refuse(finished.error());
    co_return *std::move(finished);
}

asio::awaitable<void> Forms::Visit::give_up() {
    intake_.reset();
    if (begun_) co_await abandon(forms_.stores_, *begun_, call_.who().user);
}

}  // namespace freshet::uploads
