#include "image/square.hpp"

#include <algorithm>

namespace freshet::image {

namespace {

constexpr std::size_t pixel_size = 4;

std::uint64_t value(std::byte byte) { return std::to_integer<std::uint64_t>(byte); }

ByteSpan pixel_at(const Square& square, std::uint32_t x, std::uint32_t y) {
    return ByteSpan(square.rgba)
        .subspan((std::size_t{y} * square.side + x) * pixel_size, pixel_size);
}

std::byte quotient(std::uint64_t sum, std::uint64_t count) {
    return count == 0 ? std::byte{0} : static_cast<std::byte>((sum + count / 2) / count);
}

/// The two source pixels between which the middle of a target pixel lies, on one axis.
struct Neighbours {
    static constexpr std::uint64_t whole = 256;

    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint64_t to_second = 0;  // The weight of the second, in parts of `whole`.

    [[nodiscard]] std::uint64_t to_first() const { return whole - to_second; }
};

Neighbours neighbours_of(std::uint32_t target, std::uint32_t source_side, std::uint32_t side) {
    constexpr auto half = Neighbours::whole / 2;
    const auto middle = (std::uint64_t{target} * 2 + 1) * source_side * half / side;
    const auto place = middle - std::min(middle, half);
    const auto first = static_cast<std::uint32_t>(place / Neighbours::whole);
    return {.first = first,
            .second = std::min(first + 1, source_side - 1),
            .to_second = place % Neighbours::whole};
}

}  // namespace

void Mix::add(ByteSpan pixel, std::uint64_t more) {
    const auto opacity = value(pixel[3]) * more;
    red += value(pixel[0]) * opacity;
    green += value(pixel[1]) * opacity;
    blue += value(pixel[2]) * opacity;
    alpha += opacity;
    weight += more;
}

void Mix::add(const Mix& mix, std::uint64_t more) {
    red += mix.red * more;
    green += mix.green * more;
    blue += mix.blue * more;
    alpha += mix.alpha * more;
    weight += mix.weight * more;
}

void Mix::append_to(Bytes& rgba) const {
    rgba.push_back(quotient(red, alpha));
    rgba.push_back(quotient(green, alpha));
    rgba.push_back(quotient(blue, alpha));
    rgba.push_back(quotient(alpha, weight));
}

SquareMaker::SquareMaker(Size source, SquareShape shape)
    : whole_(shape.fit == Fit::cover ? std::min(source.width, source.height)
                                     : std::max(source.width, source.height)),
      columns_(part_of(source.width, whole_)),
      rows_(part_of(source.height, whole_)),
      side_(std::min(whole_, shape.side_max)),
      line_(side_),
      sums_(std::size_t{side_} * side_) {}

SquareMaker::Part SquareMaker::part_of(std::uint32_t length, std::uint32_t whole) {
    if (length < whole) return {.first = 0, .count = length, .place = (whole - length) / 2};
    return {.first = (length - whole) / 2, .count = whole, .place = 0};
}

/// In units of 1/side of a source pixel, which is 1/whole of a target pixel: whole numbers.
SquareMaker::Share SquareMaker::share_of(std::uint32_t source) const {
    const auto begin = std::uint64_t{source} * side_;
    const auto target = static_cast<std::uint32_t>(begin / whole_);
    const auto room = (std::uint64_t{target} + 1) * whole_ - begin;
    const auto here = static_cast<std::uint32_t>(std::min<std::uint64_t>(room, side_));
    return {.target = target, .here = here, .next = side_ - here};
}

void SquareMaker::add_row(ByteSpan rgba) {
    const auto row = next_row_++;
    if (row < rows_.first || row - rows_.first >= rows_.count) return;
    std::ranges::fill(line_, Mix{});
    for (std::uint32_t i = 0; i < columns_.count; ++i) {
        const auto pixel = rgba.subspan((std::size_t{columns_.first} + i) * pixel_size, pixel_size);
        const auto share = share_of(columns_.place + i);
        line_[share.target].add(pixel, share.here);
        if (share.next > 0) line_[share.target + 1].add(pixel, share.next);
    }
    const auto share = share_of(rows_.place + row - rows_.first);
    add_line(share.target, share.here);
    if (share.next > 0) add_line(share.target + 1, share.next);
}

void SquareMaker::add_line(std::uint32_t target, std::uint32_t weight) {
    auto* const sums = sums_.data() + std::size_t{target} * side_;
    for (std::uint32_t i = 0; i < side_; ++i) sums[i].add(line_[i], weight);
}

Square SquareMaker::finish() const {
    Square square{.side = side_, .rgba = {}};
    square.rgba.reserve(sums_.size() * pixel_size);
    for (auto mix : sums_) {
        mix.weight = std::uint64_t{whole_} * whole_;  // Where no pixel lies, it is clear.
        mix.append_to(square.rgba);
    }
    return square;
}

Square enlarged(const Square& square, std::uint32_t side) {
    std::vector<Neighbours> places;  // The same across as down.
    for (std::uint32_t i = 0; i < side; ++i) places.push_back(neighbours_of(i, square.side, side));

    Square large{.side = side, .rgba = {}};
    large.rgba.reserve(std::size_t{side} * side * pixel_size);
    for (const auto& down : places) {
        for (const auto& across : places) {
            Mix mix;
            mix.add(pixel_at(square, across.first, down.first),
                    across.to_first() * down.to_first());
            mix.add(pixel_at(square, across.second, down.first),
                    across.to_second * down.to_first());
            mix.add(pixel_at(square, across.first, down.second),
                    across.to_first() * down.to_second);
            mix.add(pixel_at(square, across.second, down.second),
                    across.to_second * down.to_second);
            mix.append_to(large.rgba);
        }
    }
    return large;
}

Square upright(const Square& square, std::uint8_t orientation) {
    if (orientation <= 1 || orientation > 8) return square;
    // Exif 2.3, 4.6.4 A: which side of the scene the first row and the first column are.
    const bool swaps = orientation >= 5;
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_bottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const auto last = square.side - 1;
    Square turned{.side = square.side, .rgba = {}};
    turned.rgba.reserve(square.rgba.size());
    for (std::uint32_t row = 0; row < square.side; ++row) {
        for (std::uint32_t column = 0; column < square.side; ++column) {
            auto x = swaps ? row : column;
            auto y = swaps ? column : row;
            if (from_right) x = last - x;
            if (from_bottom) y = last - y;
            append(turned.rgba, pixel_at(square, x, y));
        }
    }
    return turned;
}

}  // namespace freshet::image
