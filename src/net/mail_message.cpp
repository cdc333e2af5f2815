#include "net/mail_message.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/names.hpp"

namespace freshet::net {

namespace {

constexpr std::size_t line_bytes_max = 76;

bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

/// How much of a text fits into `bytes_max` without cutting a character.
std::size_t whole_characters(std::string_view text, std::size_t bytes_max) {
    auto size = std::min(text.size(), bytes_max);
    while (size > 0 && size < text.size() &&
           (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    return size == 0 ? std::min(text.size(), bytes_max) : size;
}

/// The value of a header that is free text (RFC 2047, 2): folded words of base64, unless it is
/// short and plain.
std::string encoded_text(std::string_view text) {
    const bool is_plain =
        text.size() < line_bytes_max - 20 && !text.contains("=?") &&
        std::ranges::all_of(text, [](char letter) { return letter >= 0x20 && letter < 0x7f; });
    if (is_plain) return std::string(text);
    constexpr std::size_t word_bytes_max = 39;  // So that "Subject: " fits in front (RFC 2047, 2).
    std::string words;
    while (!text.empty()) {
        const auto size = whole_characters(text, word_bytes_max);
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + to_base64(as_bytes(text.substr(0, size))) + "?=";
        text.remove_prefix(size);
    }
    return words;
}

/// RFC 5322, 3.3, in UTC.
std::string date_text(WallTime time) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
        clock.seconds().count());
}

/// What a line of a header may hold of a text that is ASCII by rule.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::erase_if(line, is_control);
    return line;
}

std::string from_text(const Sender& sender) {
    if (sender.name.empty()) return one_line(sender.address);
    // Always encoded: then nothing in the name is syntax (RFC 5322, 3.2.4).
    return fmt::format("=?UTF-8?B?{}?=\r\n <{}>", to_base64(as_bytes(sender.name)),
                       one_line(sender.address));
}

/// Lines of an encoded text are short (RFC 2045, 6.8).
std::string folded_base64(std::string_view text) {
    const auto encoded = to_base64(as_bytes(text));
    std::string lines;
    for (std::size_t at = 0; at < encoded.size(); at += line_bytes_max) {
        lines.append(encoded, at, line_bytes_max).append("\r\n");
    }
    return lines;
}

/// Text in a mail has lines that end with CR LF (RFC 2046, 4.1.1).
std::string with_crlf(std::string_view text) {
    std::string lines;
    for (const char letter : text) {
        if (letter == '\r') continue;
        if (letter == '\n') lines += '\r';
        lines += letter;
    }
    return lines;
}

}  // namespace

bool parse_sender(std::string_view text, Sender& sender) {
    constexpr std::size_t name_bytes_max = 39;  // One encoded word.
    text = trim_ascii(text);
    const auto bracket = text.ends_with('>') ? text.rfind('<') : std::string_view::npos;
    const bool is_named = bracket != std::string_view::npos;
    const auto name = is_named ? trim_ascii(text.substr(0, bracket)) : std::string_view();
    const auto address = is_named ? text.substr(bracket + 1, text.size() - bracket - 2) : text;
    const auto at = address.find('@');
    const bool has_both = at != std::string_view::npos && at > 0 && at + 1 < address.size();
    const bool is_clean = std::ranges::all_of(address, [](char letter) {
        return letter > 0x20 && letter < 0x7f && letter != '<' && letter != '>';
    });
    if (!has_both || !is_clean || name.size() > name_bytes_max) return false;
    if (std::ranges::any_of(name, is_control)) return false;
    sender = {.name = std::string(name), .address = std::string(address)};
    return true;
}

std::string mail_message(const Mail& mail, const Sender& sender, const MailIdentity& identity) {
    const auto domain = std::string_view(sender.address).substr(sender.address.find('@') + 1);
    return fmt::format(
        "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\n"
        "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        from_text(sender), one_line(mail.to), encoded_text(mail.subject), date_text(identity.date),
        identity.id, one_line(domain), folded_base64(with_crlf(mail.text)));
}

}  // namespace freshet::net
