#include "wire/xml/element.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <utility>

namespace freshet::xml {

namespace {

using Text = std::string_view;

constexpr std::array<std::pair<Text, char>, 5> entities{
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// XML 1.0, 2.3, for names of ASCII: nobody whom we ask uses others.
bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == ':';
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto add = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            add(0xe0 | point >> 12);
        } else {
            add(0xf0 | point >> 18);
            add(0x80 | (point >> 12 & 0x3f));
        }
        add(0x80 | (point >> 6 & 0x3f));
    }
    add(0x80 | (point & 0x3f));
}

/// XML 1.0, 2.2: what a document may hold at all.
bool is_character(std::uint32_t point) {
    return point == 0x9 || point == 0xa || point == 0xd || (point >= 0x20 && point <= 0xd7ff) ||
           (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff);
}

class Reader {
public:
    Reader(Text text, const Limits& limits) : rest_(text), limits_(limits) {}

    std::optional<Element> document() {
        take("\xef\xbb\xbf");  // The mark that it is UTF-8.
        if (rest_.starts_with("<?xml") && !skip_to("?>")) return std::nullopt;
        Element root;
        if (!skip_misc() || !take("<") || !element(root, 1) || !skip_misc()) return std::nullopt;
        if (!rest_.empty()) return std::nullopt;
        return root;
    }

private:
    bool take(Text expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }

    /// What lies before that end, which is taken too.
    std::optional<Text> up_to(Text end) {
        const auto found = rest_.find(end);
        if (found == Text::npos) return std::nullopt;
        const auto before = rest_.substr(0, found);
        rest_.remove_prefix(found + end.size());
        return before;
    }

    bool skip_to(Text end) { return up_to(end).has_value(); }

    bool skip_spaces() {
        const auto count =
            static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_space) - rest_.begin());
        rest_.remove_prefix(count);
        return count > 0;
    }

    /// Around the root: spaces and comments.
    bool skip_misc() {
        skip_spaces();
        while (take("<!--")) {
            if (!skip_to("-->")) return false;
            skip_spaces();
        }
        return true;
    }

    /// The name, which may have a prefix.
    Text name() {
        const auto count =
            static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_of_name) - rest_.begin());
        const auto name = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return name;
    }

    /// Behind its '<'.
    bool element(Element& out, std::size_t depth) {
        if (depth > limits_.depth_max || ++elements_ > limits_.elements_max) return false;
        const auto called = name();
        if (!is_whole_name(called)) return false;
        out.name = called.substr(called.find(':') + 1);
        while (skip_spaces()) {
            if (!rest_.empty() && is_of_name(rest_.front()) && !attribute()) return false;
        }
        if (take("/>")) return true;
        return take(">") && content(out, depth) && take(called) && (skip_spaces(), take(">"));
    }

    /// One prefix at most, and letters where names begin.
    static bool is_whole_name(Text called) {
        const auto local = called.substr(called.find(':') + 1);
        return !local.contains(':') && begins_name(local) && begins_name(called);
    }

    static bool begins_name(Text text) {
        return !text.empty() &&
               (std::isalpha(static_cast<unsigned char>(text.front())) != 0 || text.front() == '_');
    }

    bool attribute() {
        if (name().empty()) return false;
        skip_spaces();
        if (!take("=")) return false;
        skip_spaces();
        const bool is_double = take("\"");
        if (!is_double && !take("'")) return false;
        const auto value = up_to(is_double ? "\"" : "'");
        return value && !value->contains('<');
    }

    /// Up to the name in the end tag.
    bool content(Element& out, std::size_t depth) {
        while (!rest_.empty()) {
            if (take("</")) return true;
            if (take("<!--")) {
                if (!skip_to("-->")) return false;
            } else if (take("<![CDATA[")) {
                const auto data = up_to("]]>");
                if (!data || !is_plain(*data)) return false;
                out.text += *data;
            } else if (take("<")) {
                if (!element(out.children.emplace_back(), depth + 1)) return false;
            } else if (!text(out.text)) {
                return false;
            }
        }
        return false;
    }

    static bool is_plain(Text text) {
        return std::ranges::none_of(text, [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 && !is_space(c);
        });
    }

    bool text(std::string& out) {
        const auto plain = rest_.substr(0, rest_.find_first_of("<&"));
        if (!is_plain(plain)) return false;
        out += plain;
        rest_.remove_prefix(plain.size());
        return !take("&") || reference(out);
    }

    bool reference(std::string& out) {
        constexpr std::size_t reference_max = 10;  // "#x10FFFF" and its kin.
        const auto end = rest_.substr(0, reference_max).find(';');
        if (end == Text::npos) return false;
        auto called = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        if (!called.starts_with('#')) {
            const auto* found = std::ranges::find(entities, called, &std::pair<Text, char>::first);
            if (found == entities.end()) return false;
            out.push_back(found->second);
            return true;
        }
        const bool is_hex = called.starts_with("#x");
        called.remove_prefix(is_hex ? 2 : 1);
        std::uint32_t point = 0;
        const auto [stop, error] =
            std::from_chars(called.data(), called.data() + called.size(), point, is_hex ? 16 : 10);
        if (error != std::errc() || stop != called.data() + called.size()) return false;
        if (!is_character(point)) return false;
        append_utf8(out, point);
        return true;
    }

    Text rest_;
    const Limits& limits_;
    std::size_t elements_ = 0;
};

}  // namespace

const Element* Element::child(std::string_view called) const {
    const auto found = std::ranges::find(children, called, &Element::name);
    return found == children.end() ? nullptr : &*found;
}

std::string_view Element::text_of(std::string_view called) const {
    const auto* found = child(called);
    return found == nullptr ? std::string_view() : std::string_view(found->text);
}

std::optional<Element> read_document(std::string_view text, const Limits& limits) {
    return Reader(text, limits).document();
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto* found = std::ranges::find(entities, c, &std::pair<Text, char>::second);
        if (found == entities.end()) {
            out.push_back(c);
        } else {
            out.append("&").append(found->first).append(";");
        }
    }
    return out;
}

}  // namespace freshet::xml
