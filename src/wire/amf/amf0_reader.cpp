#include "wire/amf/amf0_reader.hpp"

#include <bit>
#include <utility>

#include "wire/amf/amf3_reader.hpp"

namespace freshet::amf {
namespace {

// AMF 0, 2.1. Movie clips (4) and record sets (14) are reserved and never sent.
enum Marker : std::uint8_t {
    number_marker = 0,
    boolean_marker = 1,
    string_marker = 2,
    object_marker = 3,
    null_marker = 5,
    undefined_marker = 6,
    reference_marker = 7,
    ecma_array_marker = 8,
    object_end_marker = 9,
    strict_array_marker = 10,
    date_marker = 11,
    long_string_marker = 12,
    unsupported_marker = 13,
    xml_document_marker = 15,
    typed_object_marker = 16,
    avmplus_object_marker = 17,
};

}  // namespace

Result<Value> Amf0Reader::read_value(std::size_t depth) {
    if (empty()) return fail(Errc::truncated);
    if (const auto allowed = budget_.take_value(depth); !allowed)
        return std::unexpected(allowed.error());
    const auto marker = std::to_integer<std::uint8_t>(input_[position_++]);
    return read_marked(marker, depth);
}

Result<Value> Amf0Reader::read_marked(std::uint8_t marker, std::size_t depth) {
    switch (marker) {
        case number_marker: return read_number();
        case boolean_marker: return read_boolean();
        case string_marker: return as_value(read_short_text());
        case object_marker: return read_object(depth);
        case null_marker: return Value{Null{}};
        case undefined_marker:
        case unsupported_marker: return Value{Undefined{}};
        case reference_marker: return read_reference(depth);
        case ecma_array_marker: return read_ecma_array(depth);
        case strict_array_marker: return read_strict_array(depth);
        case date_marker: return read_date();
        case long_string_marker:
        case xml_document_marker: return read_long_text();
        case typed_object_marker: return read_typed_object(depth);
        case avmplus_object_marker: return read_amf3(depth);
        default: return fail(Errc::unknown_type);
    }
}

Result<Value> Amf0Reader::read_number() {
    const auto bits = rest().u64();
    if (!bits) return fail(Errc::truncated);
    position_ += 8;
    return Value{std::bit_cast<double>(*bits)};
}

Result<Value> Amf0Reader::read_boolean() {
    const auto byte = rest().u8();
    if (!byte) return fail(Errc::truncated);
    position_ += 1;
    return Value{*byte != 0};
}

Result<Value> Amf0Reader::read_date() {
    auto time = read_number();
    if (!time) return time;
    if (rest().left() < 2) return fail(Errc::truncated);
    position_ += 2;  // AMF 0, 2.13: the time zone is reserved and not to be used.
    return Value{Date{*time->number()}};
}

Result<Value> Amf0Reader::read_object(std::size_t depth) {
    remember_object();
    return as_value(read_properties(depth, false));
}

Result<Value> Amf0Reader::read_typed_object(std::size_t depth) {
    remember_object();
    if (const auto class_name = read_short_text(); !class_name)
        return std::unexpected(class_name.error());
    return as_value(read_properties(depth, false));
}

Result<Value> Amf0Reader::read_ecma_array(std::size_t depth) {
    remember_object();
    if (rest().left() < 4) return fail(Errc::truncated);
    position_ += 4;  // AMF 0, 2.10: the count is approximate; the end marker counts.
    return as_value(read_properties(depth, true));
}

Result<Value> Amf0Reader::read_strict_array(std::size_t depth) {
    remember_object();
    const auto count = rest().u32();
    if (!count) return fail(Errc::truncated);
    position_ += 4;

    Array array;
    for (std::uint32_t i = 0; i < *count; ++i) {
        auto item = read_value(depth + 1);
        if (!item) return item;
        array.items.push_back(std::move(*item));
    }
    return Value{std::move(array)};
}

// AMF 0, 2.9: the index of an object already sent. It is read again where it stands, so that a
// cycle ends at the depth limit and copies are counted like everything else.
Result<Value> Amf0Reader::read_reference(std::size_t depth) {
    const auto index = rest().u16();
    if (!index) return fail(Errc::truncated);
    if (*index >= objects_.size()) return fail(Errc::bad_reference);

    const auto back = std::exchange(position_, objects_[*index]);
    const bool was_replaying = std::exchange(replaying_, true);
    auto value = read_value(depth + 1);
    replaying_ = was_replaying;
    position_ = back + 2;
    return value;
}

Result<Value> Amf0Reader::read_amf3(std::size_t depth) {
    Amf3Reader reader(input_.subspan(position_), budget_);
    auto value = reader.next(depth);
    position_ += reader.position();
    return value;
}

Result<Value> Amf0Reader::read_long_text() {
    const auto size = rest().u32();
    if (!size) return fail(Errc::truncated);
    position_ += 4;
    return as_value(read_text(*size));
}

Result<Object> Amf0Reader::read_properties(std::size_t depth, bool end_may_be_missing) {
    Object object;
    while (!at_object_end()) {
        // Some encoders leave the end marker of onMetaData's array away.
        if (end_may_be_missing && empty()) return object;
        auto name = read_short_text();
        if (!name) return std::unexpected(name.error());
        auto value = read_value(depth + 1);
        if (!value) return std::unexpected(value.error());
        object.properties.push_back({std::move(*name), std::move(*value)});
    }
    position_ += 3;
    return object;
}

Result<std::string> Amf0Reader::read_short_text() {
    const auto size = rest().u16();
    if (!size) return fail(Errc::truncated);
    position_ += 2;
    return read_text(*size);
}

Result<std::string> Amf0Reader::read_text(std::size_t size) {
    const auto bytes = rest().take(size);
    if (!bytes) return fail(Errc::truncated);
    if (const auto allowed = budget_.take_bytes(size); !allowed)
        return std::unexpected(allowed.error());
    position_ += size;
    return std::string(as_text(*bytes));
}

// AMF 0, 2.11: an empty name and the end marker.
bool Amf0Reader::at_object_end() const {
    auto ahead = rest();
    return ahead.be<3>() == std::uint64_t{object_end_marker};
}

void Amf0Reader::remember_object() {
    if (!replaying_) objects_.push_back(position_ - 1);
}

}  // namespace freshet::amf
