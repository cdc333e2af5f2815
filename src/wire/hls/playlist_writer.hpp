#pragma once

#include <string>
#include <string_view>

#include "wire/hls/playlist.hpp"

namespace freshet::hls {

std::string write(const MediaPlaylist& playlist);

/// `query`, "?s=...", goes behind each URI.
std::string write(const MasterPlaylist& playlist, std::string_view query = {});

}  // namespace freshet::hls
