#include "accounts/api_token.hpp"

#include <array>

#include "base/names.hpp"

namespace freshet::accounts {

namespace {

constexpr std::array<std::string_view, 5> scope_names{"media:read", "media:write", "streams:read",
                                                      "streams:write",
                                                      "admin"};  // In the order of TokenScope.

}  // namespace

std::string_view to_string(TokenScope scope) {
    return scope_names[static_cast<std::size_t>(scope)];
}

std::optional<TokenScope> token_scope_from(std::string_view text) {
    return value_of<TokenScope>(scope_names, text);
}

bool TokenScopes::allows(TokenScope scope) const {
    using enum TokenScope;
    if ((bits_ & bit(scope)) != 0) return true;
    switch (scope) {
        case media_read: return allows(media_write);
        case streams_read: return allows(streams_write);
        case media_write:
        case streams_write:
        case admin: return false;
    }
    return false;
}

std::vector<TokenScope> TokenScopes::list() const {
    std::vector<TokenScope> scopes;
    for (std::size_t i = 0; i < scope_names.size(); ++i) {
        const auto scope = static_cast<TokenScope>(i);
        if ((bits_ & bit(scope)) != 0) scopes.push_back(scope);
    }
    return scopes;
}

std::string to_string(const TokenScopes& scopes) {
    std::string text;
    for (const auto scope : scopes.list()) {
        if (!text.empty()) text += ' ';
        text += to_string(scope);
    }
    return text;
}

std::optional<TokenScopes> token_scopes_from(std::string_view text) {
    TokenScopes scopes;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        const auto scope = token_scope_from(word);
        if (!scope) return std::nullopt;
        scopes.add(*scope);
    }
    return scopes;
}

}  // namespace freshet::accounts
