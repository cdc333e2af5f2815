#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace freshet::tus {

/// Fields of an answer, in their order.
using AnswerFields = std::vector<std::pair<std::string, std::string>>;

/// What a client is told of an upload. What is not there is not said.
struct Standing {
    std::optional<std::uint64_t> offset{};
    std::optional<std::uint64_t> length{};
    bool length_is_deferred = false;
    std::string metadata{};
    std::string expires{};  // As RFC 9110, 5.6.7 writes dates.
};

/// What each answer says.
[[nodiscard]] AnswerFields fields_of(const Standing& standing);

/// What this server can do: for OPTIONS, and for who speaks another version.
[[nodiscard]] AnswerFields abilities(std::uint64_t size_max);

}  // namespace freshet::tus
