// Playlists of HLS; what is read is written and read again the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "wire/hls/playlist_reader.hpp"
#include "wire/hls/playlist_writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)hls::read_master_playlist(text);
    constexpr std::uint64_t discontinuities_max = 1000;  // Each is a line.
    const auto playlist = hls::read_media_playlist(text);
    if (!playlist || playlist->segments.empty()) return 0;
    const auto& segments = playlist->segments;
    if (segments.back().discontinuity - segments.front().discontinuity > discontinuities_max)
        return 0;

    const auto again = hls::read_media_playlist(hls::write(*playlist));
    FRESHET_CHECK(again && again->segments == segments);
    return 0;
}
