#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/json/parser.hpp>
#include <fmt/format.h>

#include "base/json.hpp"

namespace freshet::json {

namespace {

namespace bj = boost::json;

std::string_view type_name(Kind kind) {
    switch (kind) {
        case Kind::boolean: return "boolean";
        case Kind::integer: return "integer";
        case Kind::number: return "number";
        case Kind::text:
        case Kind::choice: return "string";
        case Kind::list: return "array";
        case Kind::optional:
        case Kind::omittable:
        case Kind::map:
        case Kind::object: break;
    }
    return "object";
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

/// One walk over an input, naming all that is wrong in it.
class Walk {
public:
    Walk(Issues& issues, Unknown unknown) : issues_(issues), unknown_(unknown) {}

    void object(const bj::object& from, std::span<const Member* const> members, void* to,
                const std::string& path) {
        for (const Member* member : members) {
            const std::string field = path.empty() ? member->name : path + "." + member->name;
            const auto* found = from.if_contains(member->name);
            if (found != nullptr)
                value(*found, member->shape(), member->rule, member->at(to), field);
            else if (!may_be_absent(*member))
                issue(field, "required");
        }
        if (unknown_ == Unknown::ignore) return;
        for (const auto& [key, ignored] : from) {
            const std::string_view name(key.data(), key.size());
            if (std::ranges::any_of(members,
                                    [&](const Member* member) { return member->name == name; }))
                continue;
            const auto shown = name.substr(0, field_bytes_max);
            issue(path.empty() ? std::string(shown) : fmt::format("{}.{}", path, shown), "unknown");
        }
    }

    void text(std::string_view from, const Shape& shape, const Rule* rule, void* to,
              const std::string& field) {
        if (!is_clean_utf8(from)) return issue(field, "invalid_text");
        if (rule != nullptr && !within_length(character_count(from), *rule, field)) return;
        if (shape.parse == nullptr)
            *static_cast<std::string*>(to) = from;
        else if (!shape.parse(to, from))
            issue(field, "bad_format", {{"format", std::string(shape.format)}});
    }

    void choice(std::string_view from, const Shape& shape, void* to, const std::string& field) {
        const auto found =
            std::ranges::find(shape.choices, from, &std::pair<std::int64_t, std::string>::second);
        if (found != shape.choices.end()) return shape.store(to, found->first);
        std::string allowed;
        for (const auto& [ignored, name] : shape.choices)
            allowed += (allowed.empty() ? "" : ", ") + name;
        issue(field, "not_one_of", {{"allowed", allowed}});
    }

    void integer(std::int64_t number, const Shape& shape, const Rule* rule, void* to,
                 const std::string& field) {
        const bool in_type =
            number >= shape.min && (number < 0 || static_cast<std::uint64_t>(number) <= shape.max);
        const bool in_rule = rule == nullptr || (number >= rule->min && number <= rule->max);
        if (in_type && in_rule) return shape.store(to, number);
        range_issue(shape, rule, field);
    }

    void wrong_type(const Shape& shape, const std::string& field) {
        issue(field, "wrong_type", {{"type", std::string(type_name(shape.kind))}});
    }

    /// More than an int64 holds: a number for nobody but a uint64.
    void big_integer(std::uint64_t number, const Shape& shape, const Rule* rule, void* to,
                     const std::string& field) {
        if (number <= shape.max &&
            (rule == nullptr || rule->max == std::numeric_limits<std::int64_t>::max())) {
            return shape.store(to, static_cast<std::int64_t>(number));
        }
        range_issue(shape, rule, field);
    }

private:
    static constexpr std::size_t field_bytes_max = 64;  // Of an unknown name that we repeat.

    void value(const bj::value& from, const Shape& shape, const Rule* rule, void* to,
               const std::string& field) {
        switch (shape.kind) {
            case Kind::optional:
                if (!from.is_null()) value(from, shape.inner(), rule, shape.emplace(to), field);
                return;
            case Kind::omittable: return value(from, shape.inner(), rule, shape.emplace(to), field);
            case Kind::boolean:
                if (!from.is_bool()) return wrong_type(shape, field);
                *static_cast<bool*>(to) = from.get_bool();
                return;
            case Kind::integer: return json_integer(from, shape, rule, to, field);
            case Kind::number: return json_number(from, shape, to, field);
            case Kind::text:
            case Kind::choice: {
                const auto* string = from.if_string();
                if (string == nullptr) return wrong_type(shape, field);
                const std::string_view view(string->data(), string->size());
                if (shape.kind == Kind::text) return text(view, shape, rule, to, field);
                return choice(view, shape, to, field);
            }
            case Kind::list: return list(from, shape, rule, to, field);
            case Kind::map: return map(from, shape, to, field);
            case Kind::object: {
                const auto* inner = from.if_object();
                if (inner == nullptr) return wrong_type(shape, field);
                std::vector<const Member*> members;
                for (const auto& member : shape.members) members.push_back(&member);
                return object(*inner, members, to, field);
            }
        }
    }

    void json_integer(const bj::value& from, const Shape& shape, const Rule* rule, void* to,
                      const std::string& field) {
        if (const auto* number = from.if_int64()) return integer(*number, shape, rule, to, field);
        if (const auto* number = from.if_uint64())
            return big_integer(*number, shape, rule, to, field);
        constexpr double exact_max = 9007199254740992.0;  // 2^53: above it a double skips integers.
        const auto* number = from.if_double();
        if (number == nullptr || std::trunc(*number) != *number) return wrong_type(shape, field);
        if (std::abs(*number) > exact_max) return range_issue(shape, rule, field);
        integer(static_cast<std::int64_t>(*number), shape, rule, to, field);
    }

    void json_number(const bj::value& from, const Shape& shape, void* to,
                     const std::string& field) {
        if (!from.is_number()) return wrong_type(shape, field);
        const double number = from.is_double()  ? from.get_double()
                              : from.is_int64() ? static_cast<double>(from.get_int64())
                                                : static_cast<double>(from.get_uint64());
        if (!std::isfinite(number)) return wrong_type(shape, field);
        *static_cast<double*>(to) = number;
    }

    void list(const bj::value& from, const Shape& shape, const Rule* rule, void* to,
              const std::string& field) {
        const auto* array = from.if_array();
        if (array == nullptr) return wrong_type(shape, field);
        if (rule != nullptr && !within_length(array->size(), *rule, field)) return;
        shape.clear(to);
        for (std::size_t i = 0; i < array->size(); ++i) {
            value((*array)[i], shape.inner(), nullptr, shape.emplace(to),
                  fmt::format("{}[{}]", field, i));
        }
    }

    void map(const bj::value& from, const Shape& shape, void* to, const std::string& field) {
        const auto* object = from.if_object();
        if (object == nullptr) return wrong_type(shape, field);
        shape.clear(to);
        for (const auto& [key, item] : *object) {
            const std::string_view name(key.data(), key.size());
            if (!is_clean_utf8(name)) return issue(field, "invalid_text");
            value(item, shape.inner(), nullptr, shape.emplace_key(to, name),
                  fmt::format("{}.{}", field, name.substr(0, field_bytes_max)));
        }
    }

    bool within_length(std::size_t length, const Rule& rule, const std::string& field) {
        if (length >= rule.length_min && length <= rule.length_max) return true;
        const bool bounded = rule.length_max != std::numeric_limits<std::size_t>::max();
        if (!bounded)
            issue(field, "too_short", {{"min", fmt::to_string(rule.length_min)}});
        else if (rule.length_min == 0)
            issue(field, "too_long", {{"max", fmt::to_string(rule.length_max)}});
        else
            issue(field, "bad_length",
                  {{"min", fmt::to_string(rule.length_min)},
                   {"max", fmt::to_string(rule.length_max)}});
        return false;
    }

    void range_issue(const Shape& shape, const Rule* rule, const std::string& field) {
        std::string low = fmt::to_string(shape.min);
        std::string high = fmt::to_string(shape.max);
        if (rule != nullptr && rule->min > shape.min) low = fmt::to_string(rule->min);
        if (rule != nullptr && rule->max != std::numeric_limits<std::int64_t>::max())
            high = fmt::to_string(rule->max);
        issue(field, "out_of_range", {{"min", std::move(low)}, {"max", std::move(high)}});
    }

    void issue(std::string field, std::string code,
               std::map<std::string, std::string> params = {}) {
        issues_.add(
            {.field = std::move(field), .code = std::move(code), .params = std::move(params)});
    }

    Issues& issues_;
    Unknown unknown_;
};

Result<bj::value> parse(std::string_view text, const ReadOptions& options) {
    if (text.size() > options.bytes_max) return fail(Errc::too_large);
    bj::parse_options parse_options;
    parse_options.max_depth = options.depth_max;
    bj::parser parser({}, parse_options);
    ErrorCode error;
    parser.write(text.data(), text.size(), error);
    if (error == bj::error::too_deep) return fail(Errc::too_deep);
    if (error) return fail(Errc::malformed);
    return parser.release();
}

}  // namespace

bool may_be_absent(const Member& member) {
    const auto kind = member.shape().kind;
    return kind == Kind::optional || kind == Kind::omittable;
}

Result<void> read_members(std::string_view text, std::span<const Member* const> members,
                          void* object, Issues& issues, const ReadOptions& options) {
    const auto parsed = parse(text, options);
    if (!parsed) return std::unexpected(parsed.error());
    const auto* root = parsed->if_object();
    if (root == nullptr) return fail(Errc::not_an_object);
    Walk(issues, options.unknown).object(*root, members, object, "");
    return {};
}

void read_text(std::string_view text, const Member& member, void* object, Issues& issues) {
    Walk walk(issues, Unknown::refuse);
    const Shape* shape = &member.shape();
    void* to = member.at(object);
    while (shape->kind == Kind::optional || shape->kind == Kind::omittable) {
        to = shape->emplace(to);
        shape = &shape->inner();
    }
    switch (shape->kind) {
        case Kind::text: return walk.text(text, *shape, member.rule, to, member.name);
        case Kind::choice: return walk.choice(text, *shape, to, member.name);
        case Kind::boolean:
            if (text != "true" && text != "false") return walk.wrong_type(*shape, member.name);
            *static_cast<bool*>(to) = text == "true";
            return;
        case Kind::integer: {
            std::int64_t number = 0;
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), number);
            if (error == std::errc::result_out_of_range) {
                return walk.big_integer(std::numeric_limits<std::uint64_t>::max(), *shape,
                                        member.rule, to, member.name);
            }
            if (error != std::errc() || end != text.data() + text.size())
                return walk.wrong_type(*shape, member.name);
            return walk.integer(number, *shape, member.rule, to, member.name);
        }
        default: return walk.wrong_type(*shape, member.name);
    }
}

}  // namespace freshet::json
