#include "wire/amf/amf0_writer.hpp"

#include <bit>
#include <cstdint>
#include <limits>

#include "base/check.hpp"

namespace freshet::amf {
namespace {

void append_name(Bytes& out, std::string_view name) {
    FRESHET_CHECK(name.size() <= std::numeric_limits<std::uint16_t>::max());
    append_be(out, static_cast<std::uint16_t>(name.size()));
    append(out, name);
}

void append_members(Bytes& out, const Object& object) {
    for (const auto& [name, value] : object.properties) {
        append_name(out, name);
        append_amf0(out, value);
    }
    append_be<3>(out, 9u);  // AMF 0, 2.11: an empty name and the end marker.
}

void append_array(Bytes& out, const Array& array) {
    append_be(out, std::uint8_t{10});
    append_be(out, static_cast<std::uint32_t>(array.items.size()));
    for (const auto& item : array.items) append_amf0(out, item);
}

void append_date(Bytes& out, Date date) {
    append_be(out, std::uint8_t{11});
    append_be(out, std::bit_cast<std::uint64_t>(date.since_epoch_ms));
    append_be(out, std::uint16_t{0});  // AMF 0, 2.13: the time zone is reserved.
}

/// One overload a type: a new alternative of Value does not compile until it is written.
struct Appender {
    Bytes& out;

    void operator()(Undefined) const { append_be(out, std::uint8_t{6}); }
    void operator()(Null null) const { append_amf0(out, null); }
    void operator()(bool boolean) const { append_amf0(out, boolean); }
    void operator()(double number) const { append_amf0(out, number); }
    void operator()(const std::string& text) const { append_amf0(out, std::string_view(text)); }
    void operator()(Date date) const { append_date(out, date); }
    void operator()(const Object& object) const { append_amf0(out, object); }
    void operator()(const Array& array) const { append_array(out, array); }
    void operator()(const Bytes&) const { append_be(out, std::uint8_t{6}); }
};

}  // namespace

void append_amf0(Bytes& out, const Value& value) { std::visit(Appender{out}, value.data); }

void append_amf0(Bytes& out, double number) {
    append_be(out, std::uint8_t{0});
    append_be(out, std::bit_cast<std::uint64_t>(number));
}

void append_amf0(Bytes& out, bool boolean) {
    append_be(out, std::uint8_t{1});
    append_be(out, std::uint8_t{boolean});
}

void append_amf0(Bytes& out, std::string_view text) {
    if (text.size() > std::numeric_limits<std::uint16_t>::max()) {
        append_be(out, std::uint8_t{12});
        append_be(out, static_cast<std::uint32_t>(text.size()));
        append(out, text);
        return;
    }
    append_be(out, std::uint8_t{2});
    append_name(out, text);
}

void append_amf0(Bytes& out, Null) { append_be(out, std::uint8_t{5}); }

void append_amf0(Bytes& out, const Object& object) {
    append_be(out, std::uint8_t{3});
    append_members(out, object);
}

void append_amf0_ecma_array(Bytes& out, const Object& object) {
    append_be(out, std::uint8_t{8});
    append_be(out, static_cast<std::uint32_t>(object.properties.size()));
    append_members(out, object);
}

}  // namespace freshet::amf
