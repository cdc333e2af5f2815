#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace freshet::tus {

/// What a client says of its upload (tus 1.0.0, Upload-Metadata). Values are any bytes.
class Metadata {
public:
    static constexpr std::size_t bytes_max = 8192;
    static constexpr std::size_t pairs_max = 64;

    /// Errc::bad_metadata.
    [[nodiscard]] static Result<Metadata> read(std::string_view field);

    [[nodiscard]] std::optional<std::string_view> get(std::string_view key) const;
    [[nodiscard]] std::size_t size() const { return pairs_.size(); }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace freshet::tus
