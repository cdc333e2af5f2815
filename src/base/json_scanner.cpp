#include "base/json_scanner.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace freshet::json {

namespace {

constexpr std::string_view blanks = " \t\n\r";  // RFC 8259, 2.
constexpr std::string_view digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";

/// One walk over a text, by the grammar of RFC 8259. Each function takes what it is named after
/// off the front, and says whether it was there.
class Scanner {
public:
    Scanner(std::string_view text, std::size_t depth_max) : rest_(text), depth_max_(depth_max) {}

    bool value() {
        if (rest_.empty()) return false;
        switch (type_of(rest_)) {
            case Type::object: return object([](std::string_view, std::string_view) {});
            case Type::array: return array([](std::string_view) {});
            case Type::text: return text();
            case Type::number: return number();
            case Type::boolean: return take("true") || take("false");
            case Type::null: return take("null");
        }
        return false;
    }

    /// `each` is called with the JSON of every element.
    template <class Each>
    bool array(Each each) {
        return sequence('[', ']', [&] {
            const auto begin = rest_;
            if (!value()) return false;
            each(taken_since(begin));
            return true;
        });
    }

    /// `each` is called with the JSON of every name and its value.
    template <class Each>
    bool object(Each each) {
        return sequence('{', '}', [&] {
            const auto key_begin = rest_;
            if (!text()) return false;
            const auto key = taken_since(key_begin);
            skip_blanks();
            if (!take(":")) return false;
            skip_blanks();
            const auto begin = rest_;
            if (!value()) return false;
            each(key, taken_since(begin));
            return true;
        });
    }

    void skip_blanks() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
    }

    /// What came of a scan of one value: that and blanks must have been all.
    Result<void> finish(bool scanned) {
        if (too_deep_) return fail(Errc::too_deep);
        skip_blanks();
        if (!scanned || !rest_.empty()) return fail(Errc::malformed);
        return {};
    }

private:
    /// What stands between brackets, parted by commas.
    template <class Item>
    bool sequence(char open, char close, Item item) {
        if (!take({&open, 1})) return false;
        if (depth_++ == depth_max_) {
            too_deep_ = true;
            return false;
        }
        skip_blanks();
        if (!take({&close, 1})) {
            do {
                skip_blanks();
                if (!item()) return false;
                skip_blanks();
            } while (take(","));
            if (!take({&close, 1})) return false;
        }
        --depth_;
        return true;
    }

    bool text() {
        if (!take("\"")) return false;
        while (!rest_.empty()) {
            if (take("\"")) return true;
            if (rest_.front() == '\\' ? !escape() : !character()) return false;
        }
        return false;
    }

    bool character() {
        const bool is_control = static_cast<unsigned char>(rest_.front()) < 0x20;
        const auto size = is_control ? 0 : utf8_size(rest_);
        rest_.remove_prefix(size);
        return size > 0;
    }

    bool escape() {
        rest_.remove_prefix(1);
        if (take("u")) {
            const auto code = rest_.substr(0, 4);
            rest_.remove_prefix(code.size());
            return code.size() == 4 && code.find_first_not_of(hex_digits) == code.npos;
        }
        return take_one_of("\"\\/bfnrt");
    }

    bool number() {
        take("-");
        if (!take("0") && !take_digits()) return false;
        if (take(".") && !take_digits()) return false;
        if (!take_one_of("eE")) return true;
        take_one_of("+-");
        return take_digits();
    }

    bool take(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }

    bool take_one_of(std::string_view any) {
        if (rest_.empty() || any.find(rest_.front()) == any.npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool take_digits() {
        const auto count = std::min(rest_.find_first_not_of(digits), rest_.size());
        rest_.remove_prefix(count);
        return count > 0;
    }

    [[nodiscard]] std::string_view taken_since(std::string_view begin) const {
        return begin.substr(0, begin.size() - rest_.size());
    }

    std::string_view rest_;
    std::size_t depth_max_;
    std::size_t depth_ = 0;
    bool too_deep_ = false;
};

std::uint32_t hex_number(std::string_view code) {
    std::uint32_t number = 0;
    for (const char digit : code) {
        const auto at = static_cast<std::uint32_t>(hex_digits.find(digit));
        number = number * 16 + (at < 16 ? at : at - 6);
    }
    return number;
}

constexpr bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

/// The character of a `\uXXXX` at the front, or of two of them, which are taken.
std::uint32_t take_code_point(std::string_view& rest) {
    const auto unit = [&] { return hex_number(rest.substr(2, 4)); };
    const auto first = unit();
    rest.remove_prefix(6);
    if (is_high_surrogate(first) && rest.starts_with("\\u") && is_low_surrogate(unit())) {
        const auto second = unit();
        rest.remove_prefix(6);
        return 0x10000 + ((first - 0xd800) << 10 | (second - 0xdc00));  // RFC 8259, 7.
    }
    constexpr std::uint32_t replacement = 0xfffd;
    return is_high_surrogate(first) || is_low_surrogate(first) ? replacement : first;
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto follow = [&](unsigned shift) {
        out += static_cast<char>(0x80 | (code >> shift & 0x3f));
    };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
        follow(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | code >> 12);
        follow(6);
        follow(0);
    } else {
        out += static_cast<char>(0xf0 | code >> 18);
        follow(12);
        follow(6);
        follow(0);
    }
}

}  // namespace

Type type_of(std::string_view value) {
    switch (value.empty() ? '0' : value.front()) {
        case '{': return Type::object;
        case '[': return Type::array;
        case '"': return Type::text;
        case 't':
        case 'f': return Type::boolean;
        case 'n': return Type::null;
        default: return Type::number;
    }
}

Result<void> check(std::string_view text, std::size_t depth_max) {
    Scanner scanner(text, depth_max);
    scanner.skip_blanks();
    return scanner.finish(scanner.value());
}

Result<std::vector<std::string_view>> split_array(std::string_view text, const ScanLimits& limits) {
    Scanner scanner(text, limits.depth_max);
    std::vector<std::string_view> items;
    bool too_many = false;
    scanner.skip_blanks();
    const bool scanned = scanner.array([&](std::string_view item) {
        too_many = too_many || items.size() == limits.items_max;
        if (!too_many) items.push_back(item);
    });
    if (const auto done = scanner.finish(scanned); !done) return std::unexpected(done.error());
    if (too_many) return fail(Errc::too_large);
    return items;
}

Result<std::vector<RawMember>> split_object(std::string_view text, const ScanLimits& limits) {
    Scanner scanner(text, limits.depth_max);
    std::vector<RawMember> members;
    bool too_many = false;
    scanner.skip_blanks();
    const bool scanned = scanner.object([&](std::string_view key, std::string_view value) {
        too_many = too_many || members.size() == limits.items_max;
        if (!too_many) members.push_back({.key = unescape(key), .value = value});
    });
    if (const auto done = scanner.finish(scanned); !done) return std::unexpected(done.error());
    if (too_many) return fail(Errc::too_large);
    return members;
}

std::string unescape(std::string_view text) {
    FRESHET_CHECK(text.size() >= 2 && text.front() == '"' && text.back() == '"');
    auto rest = text.substr(1, text.size() - 2);
    std::string out;
    out.reserve(rest.size());
    while (!rest.empty()) {
        const auto plain = rest.substr(0, rest.find('\\'));
        out += plain;
        rest.remove_prefix(plain.size());
        if (rest.empty()) break;
        if (rest[1] == 'u') {
            append_utf8(out, take_code_point(rest));
            continue;
        }
        constexpr std::string_view letters = "bfnrt";
        constexpr std::string_view meanings = "\b\f\n\r\t";
        const auto at = letters.find(rest[1]);
        out += at == letters.npos ? rest[1] : meanings[at];
        rest.remove_prefix(2);
    }
    return out;
}

}  // namespace freshet::json
