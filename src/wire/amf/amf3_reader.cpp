#include "wire/amf/amf3_reader.hpp"

#include <bit>
#include <utility>

namespace freshet::amf {
namespace {

// AMF 3, 3.1.
enum Marker : std::uint8_t {
    undefined_marker = 0,
    null_marker = 1,
    false_marker = 2,
    true_marker = 3,
    integer_marker = 4,
    double_marker = 5,
    string_marker = 6,
    xml_document_marker = 7,
    date_marker = 8,
    array_marker = 9,
    object_marker = 10,
    xml_marker = 11,
    byte_array_marker = 12,
    vector_int_marker = 13,
    vector_uint_marker = 14,
    vector_double_marker = 15,
    vector_object_marker = 16,
};

}  // namespace

Result<Value> Amf3Reader::read_value(std::size_t depth) {
    const auto marker = read_u8();
    if (!marker) return std::unexpected(marker.error());
    if (const auto allowed = budget_.take_value(depth); !allowed)
        return std::unexpected(allowed.error());
    return read_marked(*marker, depth);
}

Result<Value> Amf3Reader::read_marked(std::uint8_t marker, std::size_t depth) {
    switch (marker) {
        case undefined_marker: return Value{Undefined{}};
        case null_marker: return Value{Null{}};
        case false_marker: return Value{false};
        case true_marker: return Value{true};
        case integer_marker: return read_integer();
        case double_marker: return read_double();
        case string_marker: return as_value(read_text());
        case xml_document_marker:
        case date_marker:
        case array_marker:
        case object_marker:
        case xml_marker:
        case byte_array_marker:
        case vector_int_marker:
        case vector_uint_marker:
        case vector_double_marker:
        case vector_object_marker: return read_shared(marker, depth);
        default: return fail(Errc::unknown_type);
    }
}

// AMF 3, 3.6: 29 bits, two's complement.
Result<Value> Amf3Reader::read_integer() {
    const auto number = read_u29();
    if (!number) return std::unexpected(number.error());
    return Value{static_cast<double>(std::bit_cast<std::int32_t>(*number << 3) >> 3)};
}

Result<Value> Amf3Reader::read_date() {
    auto time = read_double();
    if (!time) return time;
    return Value{Date{*time->number()}};
}

Result<Value> Amf3Reader::read_double() {
    const auto bits = rest().u64();
    if (!bits) return fail(Errc::truncated);
    position_ += 8;
    return Value{std::bit_cast<double>(*bits)};
}

// AMF 3, 2.2: what may be sent by reference begins with a number whose lowest bit says whether it
// is here (1) or the rest of the number is the index of one sent before (0).
Result<Value> Amf3Reader::read_shared(std::uint8_t marker, std::size_t depth) {
    const auto start = position_ - 1;
    const auto header = read_u29();
    if (!header) return std::unexpected(header.error());
    if ((*header & 1) == 0) return read_again(*header >> 1, depth);

    if (!replaying_) objects_.push_back(start);
    return read_body(marker, *header >> 1, depth);
}

// It is read again where it stands, so that a cycle ends at the depth limit and copies are counted
// like the rest.
Result<Value> Amf3Reader::read_again(std::size_t index, std::size_t depth) {
    if (index >= objects_.size()) return fail(Errc::bad_reference);
    const auto back = std::exchange(position_, objects_[index]);
    const bool was_replaying = std::exchange(replaying_, true);
    auto value = read_value(depth + 1);
    replaying_ = was_replaying;
    position_ = back;
    return value;
}

Result<Value> Amf3Reader::read_body(std::uint8_t marker, std::uint32_t count, std::size_t depth) {
    switch (marker) {
        case date_marker: return read_date();
        case array_marker: return read_array(count, depth);
        case object_marker: return read_object(count, depth);
        case byte_array_marker: return read_bytes(count);
        case vector_int_marker:
        case vector_uint_marker:
        case vector_double_marker: return read_number_vector(marker, count, depth);
        case vector_object_marker: return read_object_vector(count, depth);
        default: return as_value(take_text(count));
    }
}

Result<Value> Amf3Reader::read_bytes(std::size_t count) {
    const auto bytes = rest().take(count);
    if (!bytes) return fail(Errc::truncated);
    if (const auto allowed = budget_.take_bytes(count); !allowed)
        return std::unexpected(allowed.error());
    position_ += count;
    return Value{Bytes(bytes->begin(), bytes->end())};
}

// AMF 3, 3.11: named members up to an empty name, then the dense part. An array with names is an
// Object here, its dense part named by number.
Result<Value> Amf3Reader::read_array(std::uint32_t count, std::size_t depth) {
    Object named;
    if (const auto read = read_members(named, depth); !read) return std::unexpected(read.error());
    Array dense;
    if (const auto read = read_items(dense, count, depth); !read)
        return std::unexpected(read.error());
    if (named.properties.empty()) return Value{std::move(dense)};

    for (std::size_t i = 0; i < dense.items.size(); ++i) {
        named.properties.push_back({std::to_string(i), std::move(dense.items[i])});
    }
    return Value{std::move(named)};
}

Result<Value> Amf3Reader::read_object(std::uint32_t header, std::size_t depth) {
    auto traits = read_traits(header);
    if (!traits) return std::unexpected(traits.error());

    Object object;
    for (auto& name : traits->names) {
        auto value = read_value(depth + 1);
        if (!value) return value;
        object.properties.push_back({std::move(name), std::move(*value)});
    }
    if (traits->dynamic) {
        if (const auto read = read_members(object, depth); !read)
            return std::unexpected(read.error());
    }
    return Value{std::move(object)};
}

// AMF 3, 3.15: a flag for fixed length, then the numbers.
Result<Value> Amf3Reader::read_number_vector(std::uint8_t marker, std::uint32_t count,
                                             std::size_t depth) {
    if (const auto fixed = read_u8(); !fixed) return std::unexpected(fixed.error());
    Array numbers;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (const auto allowed = budget_.take_value(depth + 1); !allowed)
            return std::unexpected(allowed.error());
        if (marker == vector_double_marker) {
            auto number = read_double();
            if (!number) return number;
            numbers.items.push_back(std::move(*number));
            continue;
        }
        const auto bits = rest().u32();
        if (!bits) return fail(Errc::truncated);
        position_ += 4;
        const bool is_signed = marker == vector_int_marker;
        numbers.items.push_back(
            {is_signed ? static_cast<double>(std::bit_cast<std::int32_t>(*bits)) : *bits});
    }
    return Value{std::move(numbers)};
}

Result<Value> Amf3Reader::read_object_vector(std::uint32_t count, std::size_t depth) {
    if (const auto fixed = read_u8(); !fixed) return std::unexpected(fixed.error());
    if (const auto class_name = read_text(); !class_name)
        return std::unexpected(class_name.error());
    Array array;
    if (const auto read = read_items(array, count, depth); !read)
        return std::unexpected(read.error());
    return Value{std::move(array)};
}

Result<void> Amf3Reader::read_members(Object& object, std::size_t depth) {
    while (true) {
        auto name = read_text();
        if (!name) return std::unexpected(name.error());
        if (name->empty()) return {};
        auto value = read_value(depth + 1);
        if (!value) return std::unexpected(value.error());
        object.properties.push_back({std::move(*name), std::move(*value)});
    }
}

Result<void> Amf3Reader::read_items(Array& array, std::uint32_t count, std::size_t depth) {
    for (std::uint32_t i = 0; i < count; ++i) {
        auto item = read_value(depth + 1);
        if (!item) return std::unexpected(item.error());
        array.items.push_back(std::move(*item));
    }
    return {};
}

// AMF 3, 3.12: of the header's bits that are left, the lowest says that the traits are here, then
// externalizable, dynamic, and the number of sealed members.
Result<Amf3Reader::Traits> Amf3Reader::read_traits(std::uint32_t header) {
    if ((header & 1) == 0) {
        const auto index = header >> 1;
        if (index >= traits_.size()) return fail(Errc::bad_reference);
        for (const auto& name : traits_[index].names) {
            if (const auto allowed = budget_.take_bytes(name.size()); !allowed)
                return std::unexpected(allowed.error());
        }
        return traits_[index];
    }
    if ((header & 2) != 0) return fail(Errc::unknown_type);

    Traits traits{.names = {}, .dynamic = (header & 4) != 0};
    if (const auto class_name = read_text(); !class_name)
        return std::unexpected(class_name.error());
    for (std::uint32_t i = 0; i < header >> 3; ++i) {
        auto name = read_text();
        if (!name) return std::unexpected(name.error());
        traits.names.push_back(std::move(*name));
    }
    if (!replaying_) traits_.push_back(traits);
    return traits;
}

// AMF 3, 2.1 and 3.8: texts have a reference table of their own, and the empty one is never in it.
Result<std::string> Amf3Reader::read_text() {
    const auto header = read_u29();
    if (!header) return std::unexpected(header.error());
    if ((*header & 1) != 0) {
        auto text = take_text(*header >> 1);
        if (text && !text->empty() && !replaying_) texts_.push_back(*text);
        return text;
    }
    const auto index = *header >> 1;
    if (index >= texts_.size()) return fail(Errc::bad_reference);
    if (const auto allowed = budget_.take_bytes(texts_[index].size()); !allowed) {
        return std::unexpected(allowed.error());
    }
    return texts_[index];
}

Result<std::string> Amf3Reader::take_text(std::size_t size) {
    const auto bytes = rest().take(size);
    if (!bytes) return fail(Errc::truncated);
    if (const auto allowed = budget_.take_bytes(size); !allowed)
        return std::unexpected(allowed.error());
    position_ += size;
    return std::string(as_text(*bytes));
}

// AMF 3, 1.3.1: seven bits a byte and a flag for more, but all eight of the fourth.
Result<std::uint32_t> Amf3Reader::read_u29() {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) {
        const auto byte = read_u8();
        if (!byte) return std::unexpected(byte.error());
        if (i == 3) return number << 8 | *byte;
        number = number << 7 | (*byte & 0x7fu);
        if ((*byte & 0x80) == 0) break;
    }
    return number;
}

Result<std::uint8_t> Amf3Reader::read_u8() {
    const auto byte = rest().u8();
    if (!byte) return fail(Errc::truncated);
    ++position_;
    return *byte;
}

}  // namespace freshet::amf
