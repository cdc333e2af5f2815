#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "image/header.hpp"

namespace freshet::image {

/// A square of pixels of four bytes each: red, green, blue, alpha.
struct Square {
    std::uint32_t side = 0;
    Bytes rgba{};

    bool operator==(const Square&) const = default;
};

/// What of a picture becomes the square: its middle, or all of it with nothing around.
enum class Fit : std::uint8_t { cover, contain };

struct SquareShape {
    std::uint32_t side_max = 0;  // Pixels; fewer where the picture has no more.
    Fit fit = Fit::cover;
};

/// Pixels being averaged. Colours count by how opaque they are, so that what cannot be seen does
/// not shine through.
struct Mix {
    std::uint64_t red = 0;  // Times alpha, times weight; and so on.
    std::uint64_t green = 0;
    std::uint64_t blue = 0;
    std::uint64_t alpha = 0;
    std::uint64_t weight = 0;

    void add(ByteSpan pixel, std::uint64_t more);
    void add(const Mix& mix, std::uint64_t more);

    /// The average, as a pixel.
    void append_to(Bytes& rgba) const;
};

/// Makes a square of a picture and shrinks it, while the rows come in: however large the picture
/// is, no more is held than the square. Each pixel counts by the area that it covers and by how
/// opaque it is.
class SquareMaker {
public:
    SquareMaker(Size source, SquareShape shape);

    /// The next row of the source, all its pixels.
    void add_row(ByteSpan rgba);

    /// When every row has come.
    [[nodiscard]] Square finish() const;

private:
    // Which lines of the source count, and where the first of them lies in the uncut square.
    struct Part {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        std::uint32_t place = 0;
    };
    [[nodiscard]] static Part part_of(std::uint32_t length, std::uint32_t whole);

    // Of a line of source pixels, one falls into a target pixel and perhaps the next.
    struct Share {
        std::uint32_t target = 0;
        std::uint32_t here = 0;  // Weights.
        std::uint32_t next = 0;
    };
    [[nodiscard]] Share share_of(std::uint32_t source) const;
    void add_line(std::uint32_t target, std::uint32_t weight);

    std::uint32_t whole_;  // The side of the square before it is shrunk.
    Part columns_;
    Part rows_;
    std::uint32_t side_;
    std::uint32_t next_row_ = 0;
    std::vector<Mix> line_;  // The current row, shrunk sideways.
    std::vector<Mix> sums_;
};

/// The square with `side` pixels a side, which is no fewer than it has: between its pixels by
/// straight lines.
[[nodiscard]] Square enlarged(const Square& square, std::uint32_t side);

/// Upright, when it was taken with this Exif orientation, 1 to 8.
[[nodiscard]] Square upright(const Square& square, std::uint8_t orientation);

}  // namespace freshet::image
