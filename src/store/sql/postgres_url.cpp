#include "store/sql/postgres_url.hpp"

#include <algorithm>
#include <array>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/encoding.hpp"

namespace freshet::sql {

namespace {

constexpr std::string_view mask = "********";
constexpr std::array<std::string_view, 2> schemes{"postgresql://", "postgres://"};

// A host that is silent is given up soon, in whatever state it fell silent.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> defaults{{
    {"application_name", "freshet"},
    {"client_encoding", "UTF8"},
    {"connect_timeout", "3"},
    {"keepalives_idle", "5"},
    {"keepalives_interval", "2"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "10000"},
}};

/// What stands behind the scheme.
std::string_view without_scheme(std::string_view url) {
    for (const auto scheme : schemes) {
        if (url.starts_with(scheme)) return url.substr(scheme.size());
    }
    return url;
}

/// Whether libpq takes user and password for what they are. A password with a bare '/' or '@' it
/// would read in part as host, port or database, and tell it in its refusals.
bool is_unambiguous(std::string_view url) {
    const auto rest = without_scheme(url);
    const auto address = rest.substr(0, rest.find('?'));
    const auto at = address.find('@');
    if (at == std::string_view::npos) return rest.find('@') == std::string_view::npos;
    return address.find('@', at + 1) == std::string_view::npos && at < address.find('/');
}

using Options = std::map<std::string, std::string, std::less<>>;

/// By the names of libpq; nothing when it cannot read the address.
std::optional<Options> read_options(std::string_view url) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(std::string(url).c_str(), nullptr), &PQconninfoFree);
    if (!parsed) return std::nullopt;
    Options options;
    for (const auto* option = parsed.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) options[option->keyword] = option->val;
    }
    return options;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    if (what.empty()) return;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::string password_of(std::string_view url) {
    const auto options = read_options(url);
    if (!options) return {};
    const auto found = options->find("password");
    return found == options->end() ? std::string() : found->second;
}

}  // namespace

bool is_postgres_url(std::string_view url) {
    return std::ranges::any_of(schemes, [url](auto scheme) { return url.starts_with(scheme); });
}

std::expected<std::string, std::string> complete_postgres_url(std::string_view url) {
    if (!is_unambiguous(url)) {
        return std::unexpected(
            "in a user or password, '/', '@', '?' and ':' are written %2F, %40, %3F and %3A");
    }
    auto options = read_options(url);
    if (!options) {
        return std::unexpected("it must look like postgresql://user:password@host:5432/database");
    }
    for (const auto& [name, value] : defaults) options->try_emplace(std::string(name), value);
    std::string complete = "postgresql://";
    for (const auto& [name, value] : *options) {
        complete += complete.ends_with('/') ? '?' : '&';
        complete += name + "=" + percent_encoded(value);
    }
    return complete;
}

std::string masked_url(std::string_view url) {
    if (!is_postgres_url(url)) return std::string(url);
    // By its letters, so that an address which libpq would refuse is masked too. All up to the last
    // '@' may be of the password.
    const auto rest = without_scheme(url);
    const auto at = rest.rfind('@');
    const auto colon = rest.find(':');
    std::string masked(url.substr(0, url.size() - rest.size()));
    if (at == std::string_view::npos || colon > at) {
        masked += rest;
    } else {
        masked += std::string(rest.substr(0, colon + 1)) + std::string(mask) +
                  std::string(rest.substr(at));
    }
    constexpr std::string_view parameter = "password=";
    for (auto found = masked.find(parameter); found != std::string::npos;
         found = masked.find(parameter, found + parameter.size())) {
        const auto begin = found + parameter.size();
        masked.replace(begin, std::min(masked.find('&', begin), masked.size()) - begin, mask);
    }
    return masked;
}

std::string masked_line(std::string_view text, std::string_view url) {
    constexpr std::string_view of_soci = "Cannot establish connection to the database.\n";
    if (text.starts_with(of_soci)) text.remove_prefix(of_soci.size());
    std::string line(text.substr(0, text.find_last_not_of(" \t\n") + 1));
    std::ranges::replace(line, '"', '\'');  // It comes to stand between such.
    std::ranges::replace_if(
        line, [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
    const auto both_spaces = [](char a, char b) { return a == ' ' && b == ' '; };
    line.erase(std::unique(line.begin(), line.end(), both_spaces), line.end());
    replace_all(line, password_of(url), mask);
    return line;
}

}  // namespace freshet::sql
