#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::amf {

struct Value;
struct Property;

struct Undefined {
    bool operator==(const Undefined&) const = default;
};

struct Null {
    bool operator==(const Null&) const = default;
};

struct Date {
    double since_epoch_ms = 0;
    bool operator==(const Date&) const = default;
};

/// Names and values in the order in which they came: AMF0 objects, typed objects and ECMA arrays,
/// AMF3 objects and arrays with names. A name may come twice; the first counts.
struct Object {
    std::vector<Property> properties;

    [[nodiscard]] const Value* find(std::string_view name) const;
    bool operator==(const Object&) const;
};

struct Array {
    std::vector<Value> items;
    bool operator==(const Array&) const;
};

/// One value of AMF0 or AMF3, which differ on the wire only. A value without a thread of its own.
struct Value {
    using Variant =
        std::variant<Undefined, Null, bool, double, std::string, Date, Object, Array, Bytes>;
    Variant data;

    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
    [[nodiscard]] const double* number() const { return std::get_if<double>(&data); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data); }

    bool operator==(const Value&) const = default;
};

struct Property {
    std::string name;
    Value value;
    bool operator==(const Property&) const = default;
};

/// What was read, as a Value; or why it could not be.
template <class T>
Result<Value> as_value(Result<T> read) {
    if (!read) return std::unexpected(read.error());
    return Value{std::move(*read)};
}

}  // namespace freshet::amf
