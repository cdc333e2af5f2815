#include "serve/http/router.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.hpp"

namespace freshet::http {

namespace {

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct Split {
    std::string_view segment;
    std::optional<std::string_view> rest;  // None: that was the last segment.
};

/// The first segment of what follows a '/'.
Split split(std::string_view path) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {path, std::nullopt};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

bool serves(const Route& route, Method method) {
    return route.method == method || (method == Method::head && route.method == Method::get);
}

}  // namespace

/// What the path up to here has matched, and what may follow.
struct Router::Node {
    struct Parameter {
        std::string name;
        std::string suffix;  // The literal behind it, in the same segment.
        std::unique_ptr<Node> next;
    };

    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::vector<Parameter> parameters;  // Longest suffix first.
    std::string wildcard_name;
    std::unique_ptr<Node> wildcard;
    std::vector<std::unique_ptr<Route>> routes;  // Of paths that end here, one a method.

    Node& child(std::string_view segment, bool last);
    Node& parameter(std::string_view name, std::string_view suffix);
    [[nodiscard]] const Route* route(Method method) const;
};

Router::Node& Router::Node::child(std::string_view segment, bool last) {
    if (segment.starts_with('*')) {
        FRESHET_CHECK(last && segment.size() > 1);
        if (!wildcard) wildcard = std::make_unique<Node>();
        FRESHET_CHECK(wildcard_name.empty() || wildcard_name == segment.substr(1));
        wildcard_name = segment.substr(1);
        return *wildcard;
    }
    if (segment.starts_with(':')) {
        const auto end = std::ranges::find_if_not(segment.substr(1), is_name_character);
        const auto size = static_cast<std::size_t>(end - segment.begin());
        return parameter(segment.substr(1, size - 1), segment.substr(size));
    }
    auto& next = literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    return *next;
}

Router::Node& Router::Node::parameter(std::string_view name, std::string_view suffix) {
    FRESHET_CHECK(!name.empty());
    for (auto& known : parameters) {
        if (known.suffix != suffix) continue;
        FRESHET_CHECK(known.name == name);
        return *known.next;
    }
    const auto place = std::ranges::find_if(parameters, [suffix](const Parameter& known) {
        return known.suffix.size() < suffix.size();
    });
    const auto added = parameters.insert(place, {.name = std::string(name),
                                                 .suffix = std::string(suffix),
                                                 .next = std::make_unique<Node>()});
    return *added->next;
}

const Route* Router::Node::route(Method method) const {
    const Route* found = nullptr;
    for (const auto& route : routes) {
        if (route->method == method) return route.get();
        if (serves(*route, method)) found = route.get();
    }
    return found;
}

/// One search: the first route, in the order of precedence, whose shape and method fit.
struct Router::Search {
    Method method;
    Found found;
    bool shape_known = false;  // Some route that is no wildcard has this path's shape.

    bool walk(const Node& node, std::string_view path);
    bool walk_wildcard(const Node& node, std::string_view path);
    bool enter(const Node& node, std::optional<std::string_view> rest);
};

bool Router::Search::enter(const Node& node, std::optional<std::string_view> rest) {
    if (rest) return walk(node, *rest);
    if (node.routes.empty()) return false;
    shape_known = true;
    for (const auto& route : node.routes) found.allowed.push_back(route->method);
    found.route = node.route(method);
    return found.route != nullptr;
}

bool Router::Search::walk(const Node& node, std::string_view path) {
    const auto [segment, rest] = split(path);
    const auto literal = node.literals.find(segment);
    if (literal != node.literals.end() && enter(*literal->second, rest)) return true;

    for (const auto& parameter : node.parameters) {
        if (segment.size() <= parameter.suffix.size() || !segment.ends_with(parameter.suffix))
            continue;
        if (!enter(*parameter.next, rest)) continue;
        found.params.emplace(parameter.name,
                             segment.substr(0, segment.size() - parameter.suffix.size()));
        return true;
    }
    return false;
}

/// The deepest wildcard that takes the rest of the path.
bool Router::Search::walk_wildcard(const Node& node, std::string_view path) {
    const auto [segment, rest] = split(path);
    const auto literal = node.literals.find(segment);
    if (rest && literal != node.literals.end() && walk_wildcard(*literal->second, *rest))
        return true;

    for (const auto& parameter : node.parameters) {
        if (!rest || segment.size() <= parameter.suffix.size() ||
            !segment.ends_with(parameter.suffix))
            continue;
        if (!walk_wildcard(*parameter.next, *rest)) continue;
        found.params.emplace(parameter.name,
                             segment.substr(0, segment.size() - parameter.suffix.size()));
        return true;
    }
    if (!node.wildcard) return false;
    found.route = node.wildcard->route(method);
    if (!found.route) return false;
    found.params.emplace(node.wildcard_name, path);
    return true;
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

void Router::add(Method method, std::string pattern, Handler handler, RouteOptions options) {
    FRESHET_CHECK(pattern.starts_with('/'));
    auto* node = root_.get();
    std::optional<std::string_view> rest = std::string_view(pattern).substr(1);
    while (rest) {
        const auto [segment, behind] = split(*rest);
        node = &node->child(segment, !behind);
        rest = behind;
    }
    FRESHET_CHECK(std::ranges::none_of(
        node->routes, [method](const auto& known) { return known->method == method; }));
    node->routes.push_back(
        std::make_unique<Route>(method, std::move(pattern), options, std::move(handler)));
}

Router::Found Router::find(Method method, std::string_view path) const {
    if (!path.starts_with('/')) return {};
    path.remove_prefix(1);
    Search search{.method = method, .found = {}};
    if (!search.walk(*root_, path) && !search.shape_known) (void)search.walk_wildcard(*root_, path);
    return std::move(search.found);
}

}  // namespace freshet::http
