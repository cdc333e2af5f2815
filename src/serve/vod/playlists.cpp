#include "serve/vod/playlists.hpp"

#include <algorithm>

namespace freshet::vod {

namespace {

std::string uri_of(const Rendition& rendition) {
    return std::to_string(rendition.generation) + "/" + rendition.playlist;
}

/// `sound` may be null: there is none, or it is the rendition itself.
hls::Variant variant_of(const Rendition& rendition, const Rendition* sound) {
    hls::Variant variant{.uri = uri_of(rendition),
                         .codecs = rendition.codecs,
                         .bandwidth = rendition.bandwidth,
                         .average_bandwidth = rendition.average_bandwidth,
                         .width = rendition.width,
                         .height = rendition.height,
                         .frame_rate = rendition.frame_rate};
    if (sound == nullptr) return variant;
    variant.codecs += "," + sound->codecs;
    variant.bandwidth += sound->bandwidth;
    variant.average_bandwidth += sound->average_bandwidth;
    return variant;
}

}  // namespace

hls::MasterPlaylist master_of(const Playable& playable) {
    const auto& renditions = playable.renditions;
    const auto found = std::ranges::find(renditions, RenditionKind::audio, &Rendition::kind);
    const auto* const sound = found == renditions.end() ? nullptr : &*found;

    hls::MasterPlaylist master;
    for (const auto& rendition : renditions) {
        if (rendition.kind == RenditionKind::video)
            master.variants.push_back(variant_of(rendition, sound));
    }
    if (sound == nullptr) return master;
    if (master.variants.empty()) {
        master.variants.push_back(variant_of(*sound, nullptr));
    } else {
        master.audio_uri = uri_of(*sound);
    }
    return master;
}

}  // namespace freshet::vod
