#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/amf/budget.hpp"
#include "wire/amf/value.hpp"

namespace freshet::amf {

/// Reads AMF3 values (Action Message Format, AMF 3, 2013) that share one set of reference tables.
/// Objects whose class reads itself (IExternalizable) and dictionaries are refused: nothing that
/// speaks RTMP sends them. The caller keeps the input and the budget alive.
class Amf3Reader {
public:
    Amf3Reader(ByteSpan input, Budget& budget) : input_(input), budget_(budget) {}

    /// The next value, which stands `depth` levels deep in what it is part of.
    Result<Value> next(std::size_t depth = 0) { return read_value(depth); }

    /// How many bytes were read.
    [[nodiscard]] std::size_t position() const { return position_; }

private:
    struct Traits {
        std::vector<std::string> names;
        bool dynamic = false;
    };

    Result<Value> read_value(std::size_t depth);
    Result<Value> read_marked(std::uint8_t marker, std::size_t depth);
    Result<Value> read_integer();
    Result<Value> read_date();
    Result<Value> read_double();
    Result<Value> read_shared(std::uint8_t marker, std::size_t depth);
    Result<Value> read_again(std::size_t index, std::size_t depth);
    Result<Value> read_body(std::uint8_t marker, std::uint32_t count, std::size_t depth);
    Result<Value> read_bytes(std::size_t count);
    Result<Value> read_array(std::uint32_t count, std::size_t depth);
    Result<Value> read_object(std::uint32_t header, std::size_t depth);
    Result<Value> read_number_vector(std::uint8_t marker, std::uint32_t count, std::size_t depth);
    Result<Value> read_object_vector(std::uint32_t count, std::size_t depth);
    Result<void> read_members(Object& object, std::size_t depth);
    Result<void> read_items(Array& array, std::uint32_t count, std::size_t depth);
    Result<Traits> read_traits(std::uint32_t header);
    Result<std::string> read_text();
    Result<std::string> take_text(std::size_t size);
    Result<std::uint32_t> read_u29();
    Result<std::uint8_t> read_u8();

    [[nodiscard]] ByteReader rest() const { return ByteReader(input_.subspan(position_)); }

    ByteSpan input_;
    Budget& budget_;
    std::size_t position_ = 0;
    std::vector<std::string> texts_;
    std::vector<Traits> traits_;
    std::vector<std::size_t>
        objects_;  // Where each object that a reference may name begins, its marker first.
    bool replaying_ = false;  // Reading what a reference names: nothing new to remember.
};

}  // namespace freshet::amf
