#include <array>
#include <charconv>
#include <cmath>

#include "base/check.hpp"
#include "base/json.hpp"

namespace freshet::json {

namespace {

template <class Number>
void append_number(std::string& out, Number number) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void append_integer(std::string& out, const Shape& shape, const void* value) {
    const auto bits = shape.load(value);
    if (shape.is_signed)
        append_number(out, bits);
    else
        append_number(out, static_cast<std::uint64_t>(bits));
}

void append_choice(std::string& out, const Shape& shape, const void* value) {
    const auto number = shape.load(value);
    for (const auto& [candidate, name] : shape.choices) {
        if (candidate == number) return write_text(out, name);
    }
    const bool every_value_has_a_name = false;
    FRESHET_CHECK(every_value_has_a_name);
}

void append_list(std::string& out, const Shape& shape, const void* value) {
    const auto& inner = shape.inner();
    const auto size = shape.size(value);
    out += '[';
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        write(out, inner, shape.item(value, i));
    }
    out += ']';
}

/// Puts the commas between the keys of one object.
struct ObjectWriter {
    std::string& out;
    const Shape* inner = nullptr;  // Of a map's values.
    bool first = true;

    void key(std::string_view name) {
        out += first ? '{' : ',';
        first = false;
        write_text(out, name);
        out += ':';
    }
    void finish() { out += first ? "{}" : "}"; }
};

void append_map(std::string& out, const Shape& shape, const void* value) {
    ObjectWriter writer{.out = out, .inner = &shape.inner()};
    shape.each(value, &writer, [](void* with, std::string_view key, const void* item) {
        auto& to = *static_cast<ObjectWriter*>(with);
        to.key(key);
        write(to.out, *to.inner, item);
    });
    writer.finish();
}

void append_object(std::string& out, const Shape& shape, const void* value) {
    ObjectWriter writer{.out = out};
    for (const auto& member : shape.members) {
        const auto& type = member.shape();
        const void* at = member.at(const_cast<void*>(value));  // Only its address is computed.
        if (type.kind == Kind::omittable && type.held(at) == nullptr) continue;
        writer.key(member.name);
        write(out, type, at);
    }
    writer.finish();
}

}  // namespace

void write_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // Where the run that needs no escape began.
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text.substr(plain, i - plain));
        plain = i + 1;
        switch (byte) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: (out += "\\u00").append({hex[byte >> 4], hex[byte & 15]});
        }
    }
    out.append(text.substr(plain));
    out += '"';
}

void write(std::string& out, const Shape& shape, const void* value) {
    switch (shape.kind) {
        case Kind::boolean: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
        case Kind::integer: append_integer(out, shape, value); return;
        case Kind::number: {
            const double number = *static_cast<const double*>(value);
            if (std::isfinite(number))
                append_number(out, number);
            else
                out += "null";  // RFC 8259, 6: infinity and NaN cannot be written.
            return;
        }
        case Kind::text:
            if (shape.print == nullptr)
                write_text(out, *static_cast<const std::string*>(value));
            else
                write_text(out, shape.print(value));
            return;
        case Kind::choice: append_choice(out, shape, value); return;
        case Kind::optional:
        case Kind::omittable: {
            const void* held = shape.held(value);
            if (held != nullptr)
                write(out, shape.inner(), held);
            else
                out += "null";
            return;
        }
        case Kind::list: append_list(out, shape, value); return;
        case Kind::map: append_map(out, shape, value); return;
        case Kind::object: append_object(out, shape, value); return;
    }
}

}  // namespace freshet::json
