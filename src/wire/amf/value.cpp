#include "wire/amf/value.hpp"

#include <algorithm>

namespace freshet::amf {

const Value* Object::find(std::string_view name) const {
    const auto found = std::ranges::find(properties, name, &Property::name);
    return found == properties.end() ? nullptr : &found->value;
}

bool Object::operator==(const Object&) const = default;
bool Array::operator==(const Array&) const = default;

}  // namespace freshet::amf
