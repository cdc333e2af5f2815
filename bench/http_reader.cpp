#include "bench/http_reader.hpp"

#include <algorithm>
#include <charconv>

namespace freshet::bench {

namespace {

constexpr std::size_t line_bytes_max = 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<std::uint64_t> number_in(std::string_view text, int base) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc() || end == text.data()) return std::nullopt;
    return number;
}

/// What stands behind a field's name in a lower-case head, which begins with "http/".
std::optional<std::string_view> field(std::string_view head, std::string_view name) {
    const auto at = head.find("\r\n" + std::string(name) + ":");
    if (at == std::string_view::npos) return std::nullopt;
    auto value = head.substr(at + 2 + name.size() + 1);
    value = value.substr(0, value.find("\r\n"));
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return value;
}

}  // namespace

std::optional<ByteSpan> HttpReader::take(ByteSpan& input) {
    while (!input.empty()) {
        switch (part_) {
            case Part::head: read_head(input); break;
            case Part::chunk_line:
            case Part::chunk_end:
            case Part::trailer: read_line(input); break;
            case Part::body:
            case Part::chunk: return read_run(input);
            case Part::done:
            case Part::broken: return std::nullopt;
        }
    }
    return std::nullopt;
}

void HttpReader::read_head(ByteSpan& input) {
    const auto before = text_.size();
    text_ += as_text(input.first(std::min(input.size(), head_bytes_max)));
    const auto end = text_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end == std::string::npos) {
        input = {};
        if (text_.size() >= head_bytes_max) part_ = Part::broken;
        return;
    }
    input = input.subspan(end + 4 - before);
    text_.resize(end + 2);
    understand_head();
    text_ = {};
}

void HttpReader::understand_head() {
    std::ranges::transform(text_, text_.begin(), lower);
    const auto status =
        number_in(std::string_view(text_).substr(std::min<std::size_t>(9, text_.size())), 10);
    if (!text_.starts_with("http/1.1 ") || !status || *status < 100 || *status > 599) {
        part_ = Part::broken;
        return;
    }
    status_ = static_cast<int>(*status);
    if (field(text_, "transfer-encoding").value_or("") == "chunked") {
        part_ = Part::chunk_line;
        return;
    }
    const auto length = field(text_, "content-length");
    const auto size = length ? number_in(*length, 10) : left_;
    left_ = size.value_or(0);
    part_ = !size ? Part::broken : left_ == 0 ? Part::done : Part::body;
}

void HttpReader::read_line(ByteSpan& input) {
    const auto c = static_cast<char>(input.front());
    input = input.subspan(1);
    if (c == '\n') {
        end_line();
    } else if (c != '\r') {
        text_ += c;
        if (text_.size() > line_bytes_max) part_ = Part::broken;
    }
}

void HttpReader::end_line() {
    if (part_ == Part::trailer) {
        if (text_.empty()) part_ = Part::done;
    } else if (part_ == Part::chunk_end) {
        part_ = text_.empty() ? Part::chunk_line : Part::broken;
    } else if (const auto size = number_in(text_, 16)) {
        left_ = *size;
        part_ = left_ == 0 ? Part::trailer : Part::chunk;
    } else {
        part_ = Part::broken;
    }
    text_.clear();
}

std::optional<ByteSpan> HttpReader::read_run(ByteSpan& input) {
    const auto run = input.first(std::min<std::uint64_t>(input.size(), left_));
    input = input.subspan(run.size());
    left_ -= run.size();
    if (left_ == 0) part_ = part_ == Part::chunk ? Part::chunk_end : Part::done;
    return run;
}

}  // namespace freshet::bench
