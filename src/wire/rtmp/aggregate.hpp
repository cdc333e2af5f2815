#pragma once

#include <cstddef>
#include <vector>

#include "base/result.hpp"
#include "wire/rtmp/message.hpp"

namespace freshet::rtmp {

/// Takes an aggregate message apart (RTMP 1.0, 7.1.6): FLV tags in a row, whose times count from
/// the first one's, which is the aggregate's. The payloads share the aggregate's memory. At most
/// `parts_max` of them.
Result<std::vector<Message>> split_aggregate(const Message& aggregate, std::size_t parts_max);

}  // namespace freshet::rtmp
