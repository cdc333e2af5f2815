#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "wire/amf/value.hpp"

namespace freshet::amf {

/// Appends AMF0 (AMF 0, section 2). Names longer than 65,535 bytes are our bug. Byte arrays, which
/// AMF0 does not have, are written as undefined.
void append_amf0(Bytes& out, const Value& value);
void append_amf0(Bytes& out, double number);
void append_amf0(Bytes& out, bool boolean);
void append_amf0(Bytes& out, std::string_view text);
void append_amf0(Bytes& out, Null null);
void append_amf0(Bytes& out, const Object& object);

/// A literal is text: without this it would be a bool.
inline void append_amf0(Bytes& out, const char* text) { append_amf0(out, std::string_view(text)); }

/// The same members as an ECMA array, which is what players expect of onMetaData.
void append_amf0_ecma_array(Bytes& out, const Object& object);

}  // namespace freshet::amf
