#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/field_errors.hpp"
#include "vod/upload.hpp"
#include "vod/video_repository.hpp"

namespace freshet::uploads {

/// What a client says of its file, as texts: in metadata of tus, or in fields of a form.
class Details {
public:
    static constexpr std::array<std::string_view, 6> keys{"title",      "description", "visibility",
                                                          "categories", "tags",        "channelId"};

    /// Another key is nobody's business. The last one counts, but for lists, which may come one by
    /// one.
    void set(std::string_view key, std::string_view value);

    /// api::Errc::validation_failed with the fields that cannot be read.
    [[nodiscard]] Answer<vod::VideoDraft> draft(UserId owner) const;

    /// The same, of a video that is there.
    [[nodiscard]] Answer<vod::VideoChanges> changes() const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace freshet::uploads
