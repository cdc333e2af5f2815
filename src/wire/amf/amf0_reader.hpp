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

/// Reads one AMF0 value after the other (Action Message Format, AMF 0, 2007), with the switch to
/// AMF3 that Flash's `objectEncoding: 3` brings. The limits hold for all values together. The
/// caller keeps the input alive.
class Amf0Reader {
public:
    explicit Amf0Reader(ByteSpan input, Limits limits = {}) : input_(input), budget_(limits) {}

    [[nodiscard]] bool empty() const { return position_ >= input_.size(); }

    /// The next value; Errc::truncated when there is none.
    Result<Value> next() { return read_value(0); }

private:
    Result<Value> read_value(std::size_t depth);
    Result<Value> read_marked(std::uint8_t marker, std::size_t depth);
    Result<Value> read_number();
    Result<Value> read_boolean();
    Result<Value> read_date();
    Result<Value> read_object(std::size_t depth);
    Result<Value> read_typed_object(std::size_t depth);
    Result<Value> read_ecma_array(std::size_t depth);
    Result<Value> read_strict_array(std::size_t depth);
    Result<Value> read_reference(std::size_t depth);
    Result<Value> read_amf3(std::size_t depth);
    Result<Value> read_long_text();
    Result<Object> read_properties(std::size_t depth, bool end_may_be_missing);
    Result<std::string> read_short_text();
    Result<std::string> read_text(std::size_t size);

    [[nodiscard]] ByteReader rest() const { return ByteReader(input_.subspan(position_)); }
    [[nodiscard]] bool at_object_end() const;
    void remember_object();

    ByteSpan input_;
    std::size_t position_ = 0;
    Budget budget_;
    std::vector<std::size_t>
        objects_;  // Where each object that a reference may name begins, its marker first.
    bool replaying_ = false;  // Reading what a reference names: nothing new to remember.
};

}  // namespace freshet::amf
