#include "wire/multipart/form_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/names.hpp"
#include "wire/multipart/error.hpp"

namespace freshet::multipart {

namespace {

constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046, 5.1.1.
constexpr std::string_view head_end = "\r\n\r\n";

bool is_boundary_character(char c) {
    constexpr std::string_view others = "'()+_,-./:=? ";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> FormReader::boundary_of(std::string_view content_type) {
    const auto type = trim_ascii(content_type.substr(0, content_type.find(';')));
    if (to_lower_ascii(type) != "multipart/form-data") return std::nullopt;
    auto boundary = read_parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > boundary_bytes_max)
        return std::nullopt;
    if (boundary->ends_with(' ') || !std::ranges::all_of(*boundary, is_boundary_character))
        return std::nullopt;
    return boundary;
}

FormReader::FormReader(std::string_view boundary, Limits limits)
    : limits_(limits), delimiter_("\r\n--") {
    delimiter_ += boundary;
}

void FormReader::feed(ByteSpan bytes) { input_ = bytes; }

Result<std::optional<Event>> FormReader::next() {
    switch (state_) {
        case State::failed: return std::unexpected(error_);
        case State::head: return read_head();
        case State::body: return read_body();
        case State::epilogue:
            surplus_ += input_.size();
            input_ = {};
            if (surplus_ > limits_.surplus_bytes_max) return fail_with(Errc::malformed);
            return std::nullopt;
        case State::preamble: break;
    }
    while (!input_.empty() && state_ == State::preamble) {
        if (continue_delimiter()) {
            state_ = State::head;
            break;
        }
        surplus_ += std::exchange(given_up_, 0) + take_up_to_delimiter().size();
        if (surplus_ > limits_.surplus_bytes_max) return fail_with(Errc::malformed);
    }
    if (state_ == State::preamble) return std::nullopt;
    return read_head();
}

Result<void> FormReader::finish() const {
    if (state_ == State::failed) return std::unexpected(error_);
    if (!is_done()) return fail(Errc::cut_short);
    return {};
}

Result<std::optional<Event>> FormReader::fail_with(ErrorCode error) {
    state_ = State::failed;
    error_ = error;
    return std::unexpected(error);
}

/// What follows a delimiter: two dashes and the form is at its end, or the end of the line and the
/// head of a part.
Result<std::optional<Event>> FormReader::read_head() {
    while (!input_.empty()) {
        const auto had = head_.size();
        const auto room = limits_.head_bytes_max + head_end.size() - had;
        head_ += as_text(input_.first(std::min(room, input_.size())));
        if (head_.starts_with("--")) {
            take(2 - std::min<std::size_t>(had, 2));
            state_ = State::epilogue;
            return next();
        }
        const auto end = head_.find(head_end, had - std::min(had, head_end.size()));
        if (end == std::string::npos) {
            if (head_.size() > limits_.head_bytes_max) return fail_with(Errc::head_too_large);
            take(head_.size() - had);
            continue;
        }
        take(end + head_end.size() - had);
        // RFC 2046, 5.1.1: blanks may stand behind a boundary, on its line.
        const auto line_end = std::min(head_.find("\r\n"), head_.size());
        if (head_.find_first_not_of(" \t") != line_end) return fail_with(Errc::malformed);
        if (parts_++ == limits_.parts_max) return fail_with(Errc::too_many_parts);
        const auto lines = std::string_view(head_).substr(0, end + 2).substr(line_end + 2);
        auto head = read_part_head(lines);
        if (!head) return fail_with(head.error());
        head_.clear();
        state_ = State::body;
        return PartBegan{*std::move(head)};
    }
    return std::nullopt;
}

std::optional<Event> FormReader::read_body() {
    while (!input_.empty()) {
        if (matched_ > 0 && continue_delimiter()) return end_part();
        if (given_up_ > 0) {
            const auto bytes = as_bytes(delimiter_).first(std::exchange(given_up_, 0));
            return PartBytes{bytes};
        }
        const auto bytes = take_up_to_delimiter();
        if (!bytes.empty()) return PartBytes{bytes};
    }
    return std::nullopt;
}

std::optional<Event> FormReader::end_part() {
    state_ = State::head;
    return PartEnded{};
}

/// Goes on with a delimiter whose beginning has come; true when it is whole. A return stands only
/// at its beginning: what turns out to be another text cannot hold the beginning of a second one.
bool FormReader::continue_delimiter() {
    while (!input_.empty() && matched_ < delimiter_.size()) {
        if (static_cast<char>(input_.front()) != delimiter_[matched_]) {
            given_up_ = std::exchange(matched_, 0);
            return false;
        }
        ++matched_;
        take(1);
    }
    if (matched_ < delimiter_.size()) return false;
    matched_ = 0;
    return true;
}

/// The bytes in front of the next delimiter, or of what may become one with the next input.
ByteSpan FormReader::take_up_to_delimiter() {
    if (matched_ > 0 || input_.empty()) return {};
    const auto text = as_text(input_);
    const auto* found = ::memmem(text.data(), text.size(), delimiter_.data(), delimiter_.size());
    auto end = text.size();
    if (found != nullptr) {
        end = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    } else if (const auto last = text.rfind('\r'); last != std::string_view::npos) {
        if (std::string_view(delimiter_).starts_with(text.substr(last))) end = last;
    }
    const auto bytes = input_.first(end);
    take(end);
    // What is left begins with as much of the delimiter as there is.
    if (!input_.empty()) {
        matched_ = 1;
        take(1);
    }
    return bytes;
}

}  // namespace freshet::multipart
