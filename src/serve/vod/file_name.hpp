#pragma once

#include <string>
#include <string_view>

namespace freshet::vod {

/// A Content-Disposition by which browsers save what follows under that title: what no file system
/// would take, and what could end the header or the name early, is left out. In ASCII for whoever
/// knows no better, and as it is (RFC 6266, RFC 8187).
[[nodiscard]] std::string attachment_named(std::string_view title, std::string_view ending);

}  // namespace freshet::vod
