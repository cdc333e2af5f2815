#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace freshet::net {

/// Cuts what comes in pieces into lines, without their ends. Of a line that is too long the
/// beginning is told, and the rest of it never. Knows nothing of files or threads.
class LineReader {
public:
    using OnLine = std::function<void(std::string_view)>;

    explicit LineReader(std::size_t line_bytes_max) : line_bytes_max_(line_bytes_max) {}

    void feed(std::string_view piece, const OnLine& on_line);

    /// There is no more: tells a last line that had no end.
    void finish(const OnLine& on_line);

private:
    void keep(std::string_view part);
    void tell(const OnLine& on_line);

    std::size_t line_bytes_max_;
    std::string line_;
};

}  // namespace freshet::net
