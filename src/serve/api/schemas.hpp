#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/described.hpp"

namespace freshet::api {

/// Which way a struct goes. In an input an optional may be absent and nothing unknown may be there;
/// in a reply every optional is there, as null when it is empty.
enum class Direction { input, reply };

/// Makes JSON Schemas (2020-12, as OpenAPI 3.1 wants them) and examples of described types, and
/// collects those that have a name.
class Schemas {
public:
    /// The schema of a type: a reference if it has a name.
    boost::json::object schema(const json::Shape& shape, const json::Rule* rule,
                               Direction direction);

    /// An object of some members of a struct, inline.
    boost::json::object object(std::span<const json::Member* const> members, Direction direction);

    [[nodiscard]] static boost::json::value example(const json::Shape& shape,
                                                    const json::Rule* rule);
    [[nodiscard]] static boost::json::value example(std::span<const json::Member* const> members);

    /// What was referred to, by name.
    [[nodiscard]] boost::json::object take_components();

private:
    boost::json::object reference(const json::Shape& shape, Direction direction);

    struct Component {
        const json::Shape* shape = nullptr;
        Direction direction = Direction::reply;
        boost::json::object schema{};
    };

    std::map<std::string, Component> components_;  // Two types with one public name are a bug.
};

/// The name of a struct outside: without "View".
[[nodiscard]] std::string public_name(std::string_view type_name);

}  // namespace freshet::api
