#include "net/line_reader.hpp"

namespace freshet::net {

void LineReader::feed(std::string_view piece, const OnLine& on_line) {
    while (!piece.empty()) {
        const auto end = piece.find('\n');
        keep(piece.substr(0, end));
        if (end == std::string_view::npos) return;
        tell(on_line);
        piece.remove_prefix(end + 1);
    }
}

void LineReader::finish(const OnLine& on_line) {
    if (!line_.empty()) tell(on_line);
}

void LineReader::keep(std::string_view part) {
    line_.append(part.substr(0, line_bytes_max_ - line_.size()));
}

void LineReader::tell(const OnLine& on_line) {
    if (line_.ends_with('\r')) line_.pop_back();
    on_line(line_);
    line_.clear();
}

}  // namespace freshet::net
