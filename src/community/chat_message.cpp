#include "community/chat_message.hpp"

#include <array>

#include "base/folded.hpp"
#include "base/names.hpp"
#include "base/utf8.hpp"

namespace freshet::community {

namespace {

// Each in the order of its enum.
constexpr std::array<std::string_view, 3> kind_names{"message", "announcement", "action"};
constexpr std::array<std::string_view, 4> state_names{"visible", "held", "rejected", "deleted"};
constexpr std::array<std::string_view, 2> reason_names{"phrase", "link"};

}  // namespace

std::string_view to_string(MessageKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view to_string(MessageState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::string_view to_string(HeldFor why) { return reason_names[static_cast<std::size_t>(why)]; }

std::optional<MessageKind> message_kind_from(std::string_view text) {
    return value_of<MessageKind>(kind_names, text);
}

std::optional<MessageState> message_state_from(std::string_view text) {
    return value_of<MessageState>(state_names, text);
}

std::optional<HeldFor> held_for_from(std::string_view text) {
    return value_of<HeldFor>(reason_names, text);
}

Result<std::string> clean_message(std::string_view text) {
    if (!is_utf8(text)) return fail(ChatErrc::malformed_message);
    const auto line = trimmed(text);
    if (is_blank(line)) return fail(ChatErrc::empty_message);
    if (has_controls(line)) return fail(ChatErrc::malformed_message);
    if (count_characters(line) > message_characters_max) return fail(ChatErrc::message_too_long);
    return std::string(line);
}

}  // namespace freshet::community
