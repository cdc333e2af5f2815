#include "serve/http/outgoing.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <utility>

namespace freshet::http {

namespace {

constexpr std::uint64_t turn_bytes_max = 4 * 1024 * 1024;

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

std::unexpected<ErrorCode> last_error() {
    return std::unexpected(ErrorCode(errno, boost::system::system_category()));
}

iovec span_of(std::string_view text, std::uint64_t skip) {
    const auto rest = text.substr(std::min<std::uint64_t>(skip, text.size()));
    return {const_cast<char*>(rest.data()), rest.size()};
}

}  // namespace

Outgoing::Outgoing(std::string head, Body body, bool with_body)
    : head_(std::move(head)), body_(std::move(body)) {
    if (!with_body) return;
    if (const auto* text = std::get_if<std::string>(&body_)) text_ = *text;
    if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&body_)) text_ = **text;
    if (const auto* file = std::get_if<FileBody>(&body_)) file_ = *file;
}

Outgoing::Outgoing(std::string head, Slice piece)
    : head_(std::move(head)), piece_(std::move(piece)), text_(as_text(piece_.bytes())) {}

Result<Outgoing::State> Outgoing::advance(int socket) {
    const auto turn_end = sent_ + turn_bytes_max;
    const auto text_done = advance_text(socket);
    if (!text_done) return std::unexpected(text_done.error());
    if (!*text_done) return State::blocked;

    const auto file_done = advance_file(socket, turn_end);
    if (!file_done) return std::unexpected(file_done.error());
    if (*file_done) return State::done;
    return sent_ >= turn_end ? State::paused : State::blocked;
}

Result<bool> Outgoing::advance_text(int socket) {
    const auto size = head_.size() + text_.size();
    while (sent_ < size) {
        const auto behind_head = sent_ - std::min<std::uint64_t>(sent_, head_.size());
        std::array pieces{span_of(head_, sent_), span_of(text_, behind_head)};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();

        // MSG_MORE: the first bytes of the file share the head's segment.
        const int flags = MSG_NOSIGNAL | MSG_DONTWAIT | (file_.size > 0 ? MSG_MORE : 0);
        const auto count = ::sendmsg(socket, &message, flags);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && would_block()) return false;
        if (count < 0) return last_error();
        sent_ += static_cast<std::uint64_t>(count);
    }
    return true;
}

Result<bool> Outgoing::advance_file(int socket, std::uint64_t turn_end) {
    const auto before = head_.size() + text_.size();
    while (sent_ - before < file_.size) {
        if (sent_ >= turn_end) return false;
        const auto done = sent_ - before;
        auto offset = static_cast<off_t>(file_.offset + done);
        const auto count = std::min(file_.size - done, turn_end - sent_);
        const auto moved = ::sendfile(socket, file_.file->fd(), &offset, count);
        if (moved < 0 && errno == EINTR) continue;
        if (moved < 0 && would_block()) return false;
        if (moved < 0) return last_error();
        // The file is shorter than was promised: the length that the client was told cannot be
        // kept.
        if (moved == 0) return std::unexpected(make_error_code(boost::system::errc::io_error));
        sent_ += static_cast<std::uint64_t>(moved);
    }
    return true;
}

}  // namespace freshet::http
