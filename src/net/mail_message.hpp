#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace freshet::net {

/// A letter of plain text to one person.
struct Mail {
    std::string to;       // "ada@example.org"
    std::string subject;  // UTF-8, one line.
    std::string text;     // UTF-8, lines end with \n.
};

/// Who a letter comes from: "Freshet <no-reply@tv.example>" or the address alone.
struct Sender {
    std::string name{};
    std::string address{};
};

/// False when there is no such sender: its address has spaces, controls or no '@'.
[[nodiscard]] bool parse_sender(std::string_view text, Sender& sender);

/// What tells one letter from all others.
struct MailIdentity {
    std::string_view id;  // Letters and digits; unique.
    WallTime date;
};

/// The letter as it goes over the wire (RFC 5322), all of it ASCII: words that are not are encoded
/// (RFC 2047), and the text is base64 (RFC 2045, 6.8). Whatever stands in subject or address, no
/// header begins there.
[[nodiscard]] std::string mail_message(const Mail& mail, const Sender& sender,
                                       const MailIdentity& identity);

}  // namespace freshet::net
