#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::api::testing {

/// Checks a value against as much of JSON Schema as our own document uses. An object whose schema
/// lists its properties may have no others: what is sent is documented. Gives the first fault, or
/// nothing.
class SchemaCheck {
public:
    explicit SchemaCheck(const boost::json::object& document) : document_(document) {}

    std::string fault(const boost::json::value& value, const boost::json::object& schema,
                      const std::string& path = "$") const {
        if (const auto* ref = schema.if_contains("$ref"))
            return fault(value, resolve(text(*ref)), path);
        if (const auto* any = schema.if_contains("anyOf")) {
            for (const auto& each : any->as_array()) {
                if (fault(value, each.as_object(), path).empty()) return {};
            }
            return path + " is none of anyOf";
        }
        if (!type_fits(value, schema)) return path + " has the wrong type";
        if (value.is_null()) return {};
        if (const auto* choices = schema.if_contains("enum")) {
            const auto& list = choices->as_array();
            if (std::ranges::find(list, value) == list.end()) return path + " is not in its enum";
        }
        if (value.is_string()) return string_fault(text(value), schema, path);
        if (value.is_number()) return number_fault(value, schema, path);
        if (value.is_array()) return array_fault(value.as_array(), schema, path);
        if (value.is_object()) return object_fault(value.as_object(), schema, path);
        return {};
    }

    /// What "#/components/responses/name" points to.
    [[nodiscard]] const boost::json::object& resolve(std::string_view reference) const {
        const boost::json::object* at = &document_;
        reference.remove_prefix(2);
        while (!reference.empty()) {
            const auto name = reference.substr(0, reference.find('/'));
            at = &at->at(name).as_object();
            reference.remove_prefix(std::min(name.size() + 1, reference.size()));
        }
        return *at;
    }

    static std::string_view text(const boost::json::value& value) {
        const auto& string = value.as_string();
        return {string.data(), string.size()};
    }

private:
    static bool is(const boost::json::value& value, std::string_view type) {
        if (type == "null") return value.is_null();
        if (type == "boolean") return value.is_bool();
        if (type == "string") return value.is_string();
        if (type == "integer") return value.is_int64() || value.is_uint64();
        if (type == "number") return value.is_number();
        if (type == "array") return value.is_array();
        return type == "object" && value.is_object();
    }

    static bool type_fits(const boost::json::value& value, const boost::json::object& schema) {
        const auto* type = schema.if_contains("type");
        if (type == nullptr) return false;  // Every schema of ours says one.
        if (type->is_string()) return is(value, text(*type));
        return std::ranges::any_of(type->as_array(),
                                   [&](const auto& each) { return is(value, text(each)); });
    }

    static std::string string_fault(std::string_view value, const boost::json::object& schema,
                                    const std::string& path) {
        const auto* format = schema.if_contains("format");
        if (format == nullptr) return {};
        if (text(*format) == "uuid" && !Uuid::parse(value)) return path + " is no UUID";
        if (text(*format) == "date-time" && !from_rfc3339(value)) return path + " is no time";
        return {};
    }

    static std::string number_fault(const boost::json::value& value,
                                    const boost::json::object& schema, const std::string& path) {
        const auto number = value.to_number<double>();
        const auto* low = schema.if_contains("minimum");
        const auto* high = schema.if_contains("maximum");
        if (low != nullptr && number < low->to_number<double>()) return path + " is too small";
        if (high != nullptr && number > high->to_number<double>()) return path + " is too large";
        return {};
    }

    std::string array_fault(const boost::json::array& array, const boost::json::object& schema,
                            const std::string& path) const {
        for (std::size_t i = 0; i < array.size(); ++i) {
            const auto wrong =
                fault(array[i], schema.at("items").as_object(), fmt::format("{}[{}]", path, i));
            if (!wrong.empty()) return wrong;
        }
        return {};
    }

    std::string object_fault(const boost::json::object& object, const boost::json::object& schema,
                             const std::string& path) const {
        if (const auto* required = schema.if_contains("required")) {
            for (const auto& name : required->as_array()) {
                if (!object.contains(text(name)))
                    return fmt::format("{}.{} is missing", path, text(name));
            }
        }
        const auto& properties = schema.at("properties").as_object();
        if (properties.empty()) return {};
        for (const auto& [key, value] : object) {
            const auto name = fmt::format("{}.{}", path, std::string_view(key.data(), key.size()));
            const auto* property = properties.if_contains(key);
            if (property == nullptr) return name + " is not documented";
            const auto wrong = fault(value, property->as_object(), name);
            if (!wrong.empty()) return wrong;
        }
        return {};
    }

    const boost::json::object& document_;
};

}  // namespace freshet::api::testing
