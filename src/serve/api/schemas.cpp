#include "serve/api/schemas.hpp"

#include <limits>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/check.hpp"

namespace freshet::api {

namespace bj = boost::json;
using json::Kind;
using json::Member;
using json::Rule;
using json::Shape;

namespace {

constexpr auto no_length = std::numeric_limits<std::size_t>::max();
constexpr auto no_min = std::numeric_limits<std::int64_t>::min();
constexpr auto no_max = std::numeric_limits<std::int64_t>::max();

void add_range(bj::object& schema, const Shape& shape, const Rule* rule) {
    const bool low = rule != nullptr && rule->min != no_min;
    const bool high = rule != nullptr && rule->max != no_max;
    if (low)
        schema["minimum"] = rule->min;
    else if (!shape.is_signed)
        schema["minimum"] = 0;
    if (high) schema["maximum"] = rule->max;
    // What a double holds exactly is all that many a client's numbers are good for.
    else if (shape.max < std::numeric_limits<std::uint32_t>::max())
        schema["maximum"] = shape.max;
}

void add_lengths(bj::object& schema, const Rule* rule, std::string_view min, std::string_view max) {
    if (rule == nullptr) return;
    if (rule->length_min > 0) schema[min] = rule->length_min;
    if (rule->length_max != no_length) schema[max] = rule->length_max;
}

bj::object text_schema(const Shape& shape, const Rule* rule) {
    bj::object schema{{"type", "string"}};
    const auto format = rule != nullptr && !rule->format.empty() ? rule->format : shape.format;
    if (!format.empty()) schema["format"] = format;
    add_lengths(schema, rule, "minLength", "maxLength");
    return schema;
}

bj::object choice_schema(const Shape& shape) {
    bj::array names;
    for (const auto& [value, name] : shape.choices) names.emplace_back(name);
    return {{"type", "string"}, {"enum", std::move(names)}};
}

bj::object nullable(bj::object schema) {
    auto* type = schema.if_contains("type");
    if (type != nullptr && type->is_string()) {
        *type = bj::array{*type, "null"};
        return schema;
    }
    return {{"anyOf", bj::array{std::move(schema), bj::object{{"type", "null"}}}}};
}

const Shape& innermost(const Shape& shape) {
    const bool wrapped = shape.kind == Kind::optional || shape.kind == Kind::omittable;
    return wrapped ? innermost(shape.inner()) : shape;
}

bj::value text_example(const Shape& shape) {
    if (shape.format == "uuid") return "0190163d-8694-739b-aea5-966c26f8ad91";
    if (shape.format == "date-time") return "2026-01-31T12:00:00.000Z";
    return "";
}

std::vector<const Member*> pointers_to(const std::vector<Member>& members) {
    std::vector<const Member*> pointers;
    for (const auto& member : members) pointers.push_back(&member);
    return pointers;
}

}  // namespace

std::string public_name(std::string_view type_name) {
    constexpr std::string_view word = "View";
    std::string name(type_name);
    for (auto at = name.find(word); at != std::string::npos; at = name.find(word)) {
        name.erase(at, word.size());
    }
    return name;
}

bj::object Schemas::schema(const Shape& shape, const Rule* rule, Direction direction) {
    bj::object schema;
    switch (shape.kind) {
        case Kind::boolean: schema = {{"type", "boolean"}}; break;
        case Kind::number: schema = {{"type", "number"}}; break;
        case Kind::integer:
            schema = {{"type", "integer"}};
            add_range(schema, shape, rule);
            break;
        case Kind::text: schema = text_schema(shape, rule); break;
        case Kind::optional: return nullable(this->schema(shape.inner(), rule, direction));
        case Kind::omittable: return this->schema(shape.inner(), rule, direction);
        case Kind::list:
            schema = {{"type", "array"},
                      {"items", this->schema(shape.inner(), nullptr, direction)}};
            add_lengths(schema, rule, "minItems", "maxItems");
            break;
        case Kind::map:
            schema = {{"type", "object"},
                      {"additionalProperties", this->schema(shape.inner(), nullptr, direction)}};
            break;
        case Kind::choice:
        case Kind::object: schema = reference(shape, direction); break;
    }
    return schema;
}

bj::object Schemas::object(std::span<const Member* const> members, Direction direction) {
    bj::object properties;
    bj::array required;
    for (const auto* member : members) {
        const auto& shape = member->shape();
        auto property = schema(shape, member->rule, direction);
        if (member->rule != nullptr && !member->rule->about.empty()) {
            property["description"] = member->rule->about;
        }
        properties[member->name] = std::move(property);
        const bool may_be_absent = shape.kind == Kind::omittable ||
                                   (shape.kind == Kind::optional && direction == Direction::input);
        if (!may_be_absent) required.emplace_back(member->name);
    }
    bj::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    if (direction == Direction::input) schema["additionalProperties"] = false;
    return schema;
}

bj::object Schemas::reference(const Shape& shape, Direction direction) {
    const auto name = public_name(shape.name);
    const bool is_choice = shape.kind == Kind::choice;
    const auto [at, is_new] =
        components_.try_emplace(name, Component{.shape = &shape, .direction = direction});
    FRESHET_CHECK(at->second.shape == &shape);
    FRESHET_CHECK(is_choice || at->second.direction == direction);
    if (is_new) {
        // A struct that holds itself finds its name taken while it is made.
        at->second.schema =
            is_choice ? choice_schema(shape) : object(pointers_to(shape.members), direction);
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

bj::value Schemas::example(const Shape& shape, const Rule* rule) {
    const auto& plain = innermost(shape);
    if (rule != nullptr && !rule->example.empty()) {
        const bool quoted = plain.kind == Kind::text || plain.kind == Kind::choice;
        return quoted ? bj::value(rule->example) : bj::parse(rule->example);
    }
    if (shape.kind == Kind::optional && plain.kind != Kind::object && plain.format != "date-time") {
        return nullptr;
    }
    switch (plain.kind) {
        case Kind::boolean: return false;
        case Kind::integer: return 0;
        case Kind::number: return 0.5;
        case Kind::choice: return bj::value(plain.choices.front().second);
        case Kind::list: return bj::array{example(plain.inner(), nullptr)};
        case Kind::object: return example(pointers_to(plain.members));
        case Kind::map: return bj::object();
        case Kind::text:
        case Kind::optional:
        case Kind::omittable: break;
    }
    return text_example(plain);
}

bj::value Schemas::example(std::span<const Member* const> members) {
    bj::object object;
    for (const auto* member : members)
        object[member->name] = example(member->shape(), member->rule);
    return object;
}

bj::object Schemas::take_components() {
    bj::object all;
    for (auto& [name, component] : components_) all[name] = std::move(component.schema);
    components_.clear();
    return all;
}

}  // namespace freshet::api
