#include "app/config.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "app/settings.hpp"
#include "app/storage.hpp"
#include "base/names.hpp"
#include "net/io_threads.hpp"

namespace freshet::app {

namespace {

/// Where a value came from, for messages: "PORT", ".env: PORT", "freshet.toml: port", "--port".
struct Given {
    std::string value;
    std::string from;
};

using Values = std::map<std::string_view, Given>;  // By the setting's key.
using Failure = std::optional<ConfigError>;

const Setting* find_by_key(std::string_view key) {
    for (const auto& setting : settings()) {
        if (setting.key == key) return &setting;
    }
    return nullptr;
}

/// Flags: "--key=value" or "--key value".
Failure read_flags(const std::vector<std::string>& flags, Values& values) {
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const auto& flag = flags[i];
        const auto equals = flag.find('=');
        const auto name = flag.substr(0, equals);
        const auto* setting = name.starts_with("--") ? find_by_key(name.substr(2)) : nullptr;
        if (setting == nullptr) return fmt::format("{}: no such option; see freshet --help", name);
        if (equals == std::string::npos && i + 1 == flags.size()) {
            return fmt::format("{}: a value is missing: {}", name, setting->allowed);
        }
        const auto value = equals == std::string::npos ? flags[++i] : flag.substr(equals + 1);
        values.try_emplace(setting->key, value, name);
    }
    return std::nullopt;
}

void read_environment(const std::map<std::string, std::string>& environment,
                      std::string_view prefix, Values& values) {
    for (const auto& setting : settings()) {
        const auto found = environment.find(std::string(setting.name));
        if (setting.name.empty() || found == environment.end()) continue;
        values.try_emplace(setting.key, found->second, fmt::format("{}{}", prefix, setting.name));
    }
}

/// What stands behind the '=': between quotes, or up to a comment.
std::string dot_env_value(std::string_view text) {
    text = trim_ascii(text);
    const bool quoted = text.starts_with('"') || text.starts_with('\'');
    const auto end = quoted ? text.find(text.front(), 1) : std::string_view::npos;
    if (end != std::string_view::npos) return std::string(text.substr(1, end - 1));
    return std::string(trim_ascii(text.substr(0, text.find(" #"))));
}

/// Lines of NAME=value, each perhaps after "export"; all others are passed over.
std::map<std::string, std::string> read_dot_env(std::istream& file) {
    constexpr std::string_view prefix = "export ";
    std::map<std::string, std::string> values;
    std::string read;
    while (std::getline(file, read)) {
        auto line = trim_ascii(read);
        if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
        const auto equals = line.find('=');
        if (line.starts_with('#') || equals == std::string_view::npos) continue;
        values[std::string(trim_ascii(line.substr(0, equals)))] =
            dot_env_value(line.substr(equals + 1));
    }
    return values;
}

std::string print_node(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* list = node.as_array()) {
        std::string joined;
        for (const auto& item : *list) joined += (joined.empty() ? "" : ",") + print_node(item);
        return joined;
    }
    std::ostringstream out;
    out << toml::node_view<const toml::node>(node);
    return out.str();
}

Failure read_table(const toml::table& table, const std::string& prefix, const std::string& file,
                   Values& values) {
    for (const auto& [key, node] : table) {
        const auto name = prefix + std::string(key.str());
        if (const auto* inner = node.as_table()) {
            if (auto failure = read_table(*inner, name + ".", file, values)) return failure;
            continue;
        }
        const auto* setting = find_by_key(name);
        if (setting == nullptr) return fmt::format("{}: {}: there is no such setting", file, name);
        values.try_emplace(setting->key, print_node(node), fmt::format("{}: {}", file, name));
    }
    return std::nullopt;
}

Failure read_file(const std::filesystem::path& path, Values& values) {
    std::ifstream file(path);
    if (!file) return std::nullopt;
    try {
        return read_table(toml::parse(file), "", path.filename().string(), values);
    } catch (const toml::parse_error& error) {  // The library's only way to say it.
        return fmt::format("{}: line {}: {}", path.filename().string(), error.source().begin.line,
                           error.description());
    }
}

}  // namespace

std::expected<Config, ConfigError> load_config(const Sources& sources) {
    Values values;
    if (auto failure = read_flags(sources.flags, values)) return std::unexpected(*failure);
    read_environment(sources.environment, "", values);
    if (std::ifstream file(sources.dot_env); file)
        read_environment(read_dot_env(file), ".env: ", values);
    if (auto failure = read_file(sources.file, values)) return std::unexpected(*failure);

    Config config;
    for (const auto& setting : settings()) {
        const auto given = values.find(setting.key);
        if (given == values.end()) continue;
        if (setting.set(config, given->second.value)) continue;
        const auto shown = setting.secret ? "this value" : '"' + given->second.value + '"';
        return std::unexpected(fmt::format("{}: {} is not allowed: it must be {}",
                                           given->second.from, log::escaped(shown),
                                           setting.allowed));
    }
    if (!config.webhooks_url.empty() && config.webhooks_secret.empty()) {
        return std::unexpected(
            "WEBHOOKS_SECRET: is needed with WEBHOOKS_URL, to sign what is sent");
    }
    if (auto refusal = storage_refusal(config.storage)) return std::unexpected(*refusal);
    return config;
}

std::size_t default_video_workers() { return std::max<std::size_t>(net::usable_cores(), 2) - 1; }

std::string describe_config(const Config& config) {
    std::string text;
    for (const auto& setting : settings()) {
        text += fmt::format("{:<26} = {}\n", setting.key, setting.get(config));
    }
    return text;
}

std::string database_url(const Config& config) {
    if (!config.database_url.empty()) return config.database_url;
    return "sqlite:" + (config.data_dir / "freshet.db").string();
}

std::map<std::string, std::string> process_environment() {
    std::map<std::string, std::string> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

}  // namespace freshet::app
