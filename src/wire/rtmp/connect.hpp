#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "wire/amf/value.hpp"

namespace freshet::rtmp {

/// A text among the properties; empty when there is none.
[[nodiscard]] std::string text_of(const amf::Object& object, std::string_view name);

/// The "_result" of connect (RTMP 1.0, 7.2.1.1). A client that names codecs or abilities of
/// Enhanced RTMP is told ours (Enhanced RTMP v2, "Enhancing NetConnection connect Command").
[[nodiscard]] Bytes connect_result(double transaction_id, const amf::Object& asked);

}  // namespace freshet::rtmp
