#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/clock.hpp"

namespace freshet::json {

/// A member that may be left out but, when it is there, is a T: a change to make in a PATCH, or a
/// field of a reply that not everyone is shown. (An optional is always written, as null when it is
/// empty.)
template <class T>
struct Omittable : std::optional<T> {
    using std::optional<T>::optional;
};

/// How a type that is a text on the wire is read and printed. Made for ids by finding their `parse`
/// and `to_string`; specialise it for others.
template <class T>
struct TextForm;

template <class T>
concept HasTextForm = requires { TextForm<T>::format; };

template <>
struct TextForm<std::string> {
    static constexpr std::string_view format;
};

template <>
struct TextForm<WallTime> {
    static constexpr std::string_view format = "date-time";
    static std::optional<WallTime> parse(std::string_view text) { return from_rfc3339(text); }
    static std::string print(const WallTime& time) { return to_rfc3339(time); }
};

template <class Id>
    requires requires(const Id& id, std::string_view text) {
        { Id::parse(text) } -> std::same_as<std::optional<Id>>;
        { to_string(id) } -> std::same_as<std::string>;
    }
struct TextForm<Id> {
    static constexpr std::string_view format = "uuid";
    static std::optional<Id> parse(std::string_view text) { return Id::parse(text); }
    static std::string print(const Id& id) { return to_string(id); }
};

/// The names of an enum whose values print otherwise than their enumerators: specialise with an
/// array of pairs.
template <class Enum>
inline constexpr std::nullptr_t choice_names = nullptr;

/// What a type is called outside when another room's has its name already: specialise it.
template <class T>
inline constexpr std::string_view public_type_name{};

/// What is asked of one member beyond its type, and what its readers are told. A struct lists its
/// own: `static constexpr json::Rule rules[] = {{.field = "title", .length_max = 140}};`
struct Rule {
    std::string_view field;  // As the wire names it.
    std::string_view about{};
    std::string_view example{};
    std::string_view format{};   // For the description: "email", "password", "uri".
    std::size_t length_min = 0;  // Characters of a text, elements of a list.
    std::size_t length_max = std::numeric_limits<std::size_t>::max();
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

enum class Kind : std::uint8_t {
    boolean,
    integer,
    number,
    text,
    choice,
    optional,
    omittable,
    list,
    map,
    object
};

struct Shape;

/// One member of a described struct.
struct Member {
    std::string name;                     // As the wire names it: `displayName`.
    const Shape& (*shape)() = nullptr;    // A function, so that a struct may hold a list of itself.
    void* (*at)(void* object) = nullptr;  // Where the member is within its struct.
    const Rule* rule = nullptr;
};

/// A type at run time: what the reader, the writer and the API's description walk over. One a type,
/// made when first asked for, immutable and never destroyed, so any thread may use it. Of the
/// functions, those of its kind are set.
struct Shape {
    Kind kind = Kind::object;
    std::string name{};                 // Of a struct or an enum, without its namespaces.
    std::string_view format{};          // Of a text.
    const Shape& (*inner)() = nullptr;  // Of an optional, a list, a map.
    std::vector<Member> members{};      // Of an object.
    std::vector<std::pair<std::int64_t, std::string>> choices{};
    bool is_signed = true;  // Of an integer.
    std::int64_t min = 0;
    std::uint64_t max = 0;

    std::int64_t (*load)(const void*) =
        nullptr;  // Integers (the bits of an unsigned one) and choices.
    void (*store)(void*, std::int64_t) = nullptr;
    bool (*parse)(void*, std::string_view) = nullptr;  // Texts; none for a plain string.
    std::string (*print)(const void*) = nullptr;
    void* (*emplace)(void*) = nullptr;           // Optionals and lists: a new, empty inner value.
    void (*clear)(void*) = nullptr;              // Lists and maps.
    const void* (*held)(const void*) = nullptr;  // Optionals: the inner value, or nothing.
    std::size_t (*size)(const void*) = nullptr;  // Lists.
    const void* (*item)(const void*, std::size_t) = nullptr;
    void* (*emplace_key)(void*, std::string_view) = nullptr;  // Maps from strings.
    void (*each)(const void*, void*, void (*)(void*, std::string_view, const void*)) = nullptr;
};

/// `display_name` as the wire says it: `displayName`; the underscore that ends a name like
/// `private_` goes.
[[nodiscard]] std::string wire_name(std::string_view member);

/// The last name of a type as the compiler spells it, `StreamList` for
/// `freshet::api::ListOf<freshet::api::Stream>`.
[[nodiscard]] std::string short_type_name(std::string_view spelled);

template <class T>
const Shape& shape_of();

namespace detail {

template <class T>
std::string type_name() {
    if constexpr (!public_type_name<T>.empty()) return std::string(public_type_name<T>);
    constexpr std::string_view self = __PRETTY_FUNCTION__;  // "... [T = freshet::api::Stream]"
    constexpr auto begin = self.find("T = ") + 4;
    return short_type_name(self.substr(begin, self.size() - begin - 1));
}

const Rule* find_rule(std::span<const Rule> rules, std::string_view field);

template <class T, class Members>
void add_members(Shape& shape) {
    boost::mp11::mp_for_each<Members>([&](auto described) {
        using Described = decltype(described);
        using Type = std::remove_cvref_t<decltype(std::declval<T&>().*Described::pointer)>;
        Member member{.name = wire_name(Described::name),
                      .shape = &shape_of<Type>,
                      .at = [](void* object) -> void* {
                          return &(static_cast<T*>(object)->*Described::pointer);
                      }};
        if constexpr (requires { T::rules; }) member.rule = find_rule(T::rules, member.name);
        shape.members.push_back(std::move(member));
    });
}

template <class T>
Shape make_object() {
    Shape shape{.kind = Kind::object, .name = type_name<T>()};
    using namespace boost::describe;
    add_members<T, describe_members<T, mod_public | mod_inherited>>(shape);
    return shape;
}

template <class Enum>
Shape make_choice() {
    Shape shape{.kind = Kind::choice, .name = type_name<Enum>()};
    if constexpr (!std::is_same_v<decltype(choice_names<Enum>), const std::nullptr_t>) {
        for (const auto& [value, name] : choice_names<Enum>) {
            shape.choices.emplace_back(static_cast<std::int64_t>(value), name);
        }
    } else {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto described) {
            std::string name = described.name;
            if (name.ends_with('_')) name.pop_back();
            shape.choices.emplace_back(static_cast<std::int64_t>(described.value), std::move(name));
        });
    }
    shape.load = [](const void* at) {
        return static_cast<std::int64_t>(*static_cast<const Enum*>(at));
    };
    shape.store = [](void* at, std::int64_t value) {
        *static_cast<Enum*>(at) = static_cast<Enum>(value);
    };
    return shape;
}

template <class Integer>
Shape make_integer() {
    using Range = std::numeric_limits<Integer>;
    Shape shape{.kind = Kind::integer,
                .is_signed = std::signed_integral<Integer>,
                .min = static_cast<std::int64_t>(Range::min()),
                .max = static_cast<std::uint64_t>(Range::max())};
    shape.load = [](const void* at) {
        return static_cast<std::int64_t>(*static_cast<const Integer*>(at));
    };
    shape.store = [](void* at, std::int64_t value) {
        *static_cast<Integer*>(at) = static_cast<Integer>(value);
    };
    return shape;
}

template <class T>
Shape make_text() {
    Shape shape{.kind = Kind::text, .format = TextForm<T>::format};
    if constexpr (!std::same_as<T, std::string>) {
        shape.parse = [](void* at, std::string_view text) {
            auto parsed = TextForm<T>::parse(text);
            if (parsed) *static_cast<T*>(at) = *std::move(parsed);
            return parsed.has_value();
        };
        shape.print = [](const void* at) { return TextForm<T>::print(*static_cast<const T*>(at)); };
    }
    return shape;
}

template <class Optional>
Shape make_optional(Kind kind) {
    Shape shape{.kind = kind, .inner = &shape_of<typename Optional::value_type>};
    shape.emplace = [](void* at) -> void* { return &static_cast<Optional*>(at)->emplace(); };
    shape.held = [](const void* at) -> const void* {
        const auto& optional = *static_cast<const Optional*>(at);
        return optional ? &*optional : nullptr;
    };
    return shape;
}

template <class List>
Shape make_list() {
    Shape shape{.kind = Kind::list, .inner = &shape_of<typename List::value_type>};
    shape.emplace = [](void* at) -> void* { return &static_cast<List*>(at)->emplace_back(); };
    shape.clear = [](void* at) { static_cast<List*>(at)->clear(); };
    shape.size = [](const void* at) { return static_cast<const List*>(at)->size(); };
    shape.item = [](const void* at, std::size_t i) -> const void* {
        return &(*static_cast<const List*>(at))[i];
    };
    return shape;
}

template <class Map>
Shape make_map() {
    Shape shape{.kind = Kind::map, .inner = &shape_of<typename Map::mapped_type>};
    shape.emplace_key = [](void* at, std::string_view key) -> void* {
        return &static_cast<Map*>(at)->try_emplace(std::string(key)).first->second;
    };
    shape.clear = [](void* at) { static_cast<Map*>(at)->clear(); };
    shape.each = [](const void* at, void* with,
                    void (*call)(void*, std::string_view, const void*)) {
        for (const auto& [key, value] : *static_cast<const Map*>(at)) call(with, key, &value);
    };
    return shape;
}

template <class T>
inline constexpr bool is_omittable = false;
template <class T>
inline constexpr bool is_omittable<Omittable<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T, class Less>
inline constexpr bool is_map<std::map<std::string, T, Less>> = true;

template <class T>
Shape make_shape() {
    if constexpr (std::same_as<T, bool>)
        return {.kind = Kind::boolean};
    else if constexpr (std::same_as<T, double>)
        return {.kind = Kind::number};
    else if constexpr (std::integral<T>)
        return make_integer<T>();
    else if constexpr (is_omittable<T>)
        return make_optional<T>(Kind::omittable);
    else if constexpr (is_optional<T>)
        return make_optional<T>(Kind::optional);
    else if constexpr (is_vector<T>)
        return make_list<T>();
    else if constexpr (is_map<T>)
        return make_map<T>();
    else if constexpr (std::is_enum_v<T>)
        return make_choice<T>();
    else if constexpr (HasTextForm<T>)
        return make_text<T>();
    else
        return make_object<T>();
}

}  // namespace detail

template <class T>
const Shape& shape_of() {
    static const Shape& shape =
        *new Shape(detail::make_shape<T>());  // Never destroyed: threads may still write.
    return shape;
}

}  // namespace freshet::json
