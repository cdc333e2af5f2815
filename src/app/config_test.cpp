#include "app/config.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/settings.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::app {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// What `load_config` makes of flags, an environment and files in a folder of its own.
class Configs : public ::testing::Test {
protected:
    void write_dot_env(std::string_view text) { std::ofstream(sources_.dot_env) << text; }
    void write_file(std::string_view text) { std::ofstream(sources_.file) << text; }

    [[nodiscard]] Config load() const {
        auto config = load_config(sources_);
        EXPECT_TRUE(config) << config.error();
        return config ? *config : Config();
    }

    [[nodiscard]] std::string refusal() const {
        const auto config = load_config(sources_);
        EXPECT_FALSE(config);
        return config ? "" : config.error();
    }

    sql::test::TempFolder folder_;
    Sources sources_{.flags = {},
                     .environment = {},
                     .dot_env = folder_.file(".env"),
                     .file = folder_.file("freshet.toml")};
};

TEST_F(Configs, nothing_given_leaves_every_default) {
    const auto config = load();

    EXPECT_EQ(config.port, 8080);
    EXPECT_EQ(config.rtmp_port, 1935);
    EXPECT_EQ(config.data_dir, "data");
    EXPECT_EQ(config.live.grace, 30s);
    EXPECT_EQ(config.rtmp_chunk_size, 60'000u);
    EXPECT_EQ(config.rate_limits.playback, 100u);
    EXPECT_EQ(config.rate_limits.sockets, 10u);
    EXPECT_EQ(config.realtime.ping_interval, 25s);
    EXPECT_EQ(config.realtime.ping_timeout, 20s);
}

TEST_F(Configs, flags_win_over_environment_over_dot_env_over_file) {
    write_file("port = 1\n");
    EXPECT_EQ(load().port, 1);

    write_dot_env("PORT=2\n");
    EXPECT_EQ(load().port, 2);

    sources_.environment["PORT"] = "3";
    EXPECT_EQ(load().port, 3);

    sources_.flags = {"--port=4"};
    EXPECT_EQ(load().port, 4);

    sources_.flags = {"--port", "5"};
    EXPECT_EQ(load().port, 5);
}

TEST_F(Configs, a_value_that_is_given_but_not_in_force_still_may_be_wrong) {
    write_file("port = 99999\n");
    sources_.environment["PORT"] = "3";

    EXPECT_EQ(load().port, 3);
}

TEST_F(Configs, the_file_takes_tables_arrays_numbers_and_words) {
    write_file(R"(
        client_url = ["https://a.example", "https://b.example"]
        trusted_proxies = ["10.0.0.0/8", "::1"]
        log.level = "warning"
        [live]
        grace = "45s"
        merge = 350
        [hls]
        list_size = 8
        [rate_limit]
        window_ms = 2000
    )");

    const auto config = load();

    EXPECT_THAT(config.client_urls, ElementsAre("https://a.example", "https://b.example"));
    EXPECT_TRUE(config.trusted_proxies.contains("10.1.2.3"));
    EXPECT_TRUE(config.trusted_proxies.contains("::1"));
    EXPECT_EQ(config.log.level, log::Level::warning);
    EXPECT_EQ(config.live.grace, 45s);
    EXPECT_EQ(config.live_merge, 350ms);
    EXPECT_EQ(config.hls.window.list_size, 8u);
    EXPECT_EQ(config.rate_limits.requests_window, 2s);
}

TEST_F(Configs, dot_env_takes_quotes_comments_and_export) {
    write_dot_env(
        "# PORT=1\n"
        "export PORT=9000\r\n"
        "  RTMP_PORT = 9001   # players too\n"
        "PUBLIC_URL=\"https://tv.example/\"\n"
        "LOG_DIR='/var/log/a #1'\n"
        "LOG_TIMEZONE=Europe/Berlin#1\n"
        "SOMETHING_ELSE=of another program\n"
        "no assignment\n");

    const auto config = load();

    EXPECT_EQ(config.port, 9000);
    EXPECT_EQ(config.rtmp_port, 9001);
    EXPECT_EQ(config.public_url, "https://tv.example");
    EXPECT_EQ(config.log.dir, "/var/log/a #1");
    EXPECT_EQ(config.log.timezone, "Europe/Berlin#1");
}

TEST_F(Configs, an_unknown_key_in_the_file_is_named) {
    write_file("[live]\ngrase = \"30s\"\n");

    EXPECT_EQ(refusal(), "freshet.toml: live.grase: there is no such setting");
}

TEST_F(Configs, an_unknown_flag_is_named) {
    for (const auto* flag : {"--prot=1", "port=1", "-port"}) {
        sources_.flags = {flag, "1"};
        EXPECT_THAT(refusal(), HasSubstr("no such option")) << flag;
    }
    sources_.flags = {"--port"};
    EXPECT_THAT(refusal(), HasSubstr("--port: a value is missing"));
}

TEST_F(Configs, a_wrong_value_names_its_place_and_what_is_allowed) {
    sources_.environment["PORT"] = "http";
    EXPECT_EQ(refusal(), "PORT: \"http\" is not allowed: it must be a number from 0 to 65535");

    sources_.environment.clear();
    write_dot_env("RTMP_PORT=65536\n");
    EXPECT_THAT(refusal(), StartsWith(".env: RTMP_PORT: \"65536\" is not allowed"));

    write_dot_env("");
    write_file("[live]\ngrace = \"soon\"\n");
    EXPECT_THAT(refusal(), StartsWith("freshet.toml: live.grace: \"soon\" is not allowed"));

    write_file("");
    sources_.flags = {"--log.level=loud"};
    EXPECT_EQ(refusal(),
              "--log.level: \"loud\" is not allowed: it must be debug, info, warning or error");
}

TEST_F(Configs, a_refusal_is_one_line_whatever_the_value) {
    sources_.environment["PORT"] = "1\n2\x1b[2J";

    EXPECT_EQ(refusal().find_first_of("\n\x1b"), std::string::npos);
}

TEST_F(Configs, a_file_that_is_no_toml_is_refused_with_its_line) {
    write_file("port = 1\n]\n");

    EXPECT_THAT(refusal(), StartsWith("freshet.toml: line 2: "));
}

TEST_F(Configs, a_secret_stands_in_no_refusal) {
    for (const auto* name : {"SECRET_KEY", "JWT_SECRET"}) {
        sources_.environment = {{name, "tooshortsecret"}};
        EXPECT_THAT(refusal(), Not(HasSubstr("tooshort"))) << name;
        EXPECT_THAT(refusal(), StartsWith(name));
    }
    sources_.environment = {{"DATABASE_URL", "mysql://freshet:hunter2@db/freshet"}};
    EXPECT_THAT(refusal(), Not(HasSubstr("hunter2")));
    EXPECT_THAT(refusal(), StartsWith("DATABASE_URL: "));
}

TEST_F(Configs, the_password_of_the_database_stands_in_no_description) {
    sources_.environment = {{"DATABASE_URL", "postgresql://freshet:hunter2@db:5432/freshet"}};

    const auto text = describe_config(load());

    EXPECT_THAT(text, HasSubstr("postgresql://freshet:********@db:5432/freshet"));
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
}

TEST_F(Configs, webhooks_are_not_sent_unsigned) {
    sources_.environment = {{"WEBHOOKS_URL", "http://127.0.0.1:9/hooks"}};
    EXPECT_THAT(refusal(), StartsWith("WEBHOOKS_SECRET: "));

    sources_.environment["WEBHOOKS_SECRET"] = "sixteen characters";
    EXPECT_TRUE(load_config(sources_));
}

TEST_F(Configs, a_secret_that_makes_no_toml_stands_in_no_refusal) {
    for (const auto* value : {"hunter2", "true_hunter2", "0xhunter2", "2hunter2", "[hunter2",
                              "\"hunter2", "'hunter2", "{hunter2", "inf_hunter2"}) {
        write_file("secret_key = " + std::string(value) + "\n");
        EXPECT_THAT(refusal(), Not(HasSubstr("hunter"))) << value;
    }
}

TEST_F(Configs, the_description_tells_every_setting_and_no_secret) {
    sources_.environment = {{"SECRET_KEY", "a secret of 16 characters or more"},
                            {"JWT_SECRET", "another secret of 16 characters"},
                            {"PORT", "9000"}};

    const auto text = describe_config(load());

    EXPECT_THAT(text, HasSubstr("port                       = 9000\n"));
    EXPECT_THAT(text, HasSubstr("secret_key                 = ********\n"));
    EXPECT_THAT(text, HasSubstr("live.grace                 = 30s\n"));
    EXPECT_THAT(text, Not(HasSubstr("of 16 characters")));
    for (const auto& setting : settings()) EXPECT_THAT(text, HasSubstr(std::string(setting.key)));
}

TEST_F(Configs, what_the_description_tells_of_defaults_can_be_set) {
    const Config defaults;
    for (const auto& setting : settings()) {
        const auto value = setting.get(defaults);
        if (value.empty()) continue;
        Config config;
        EXPECT_TRUE(setting.set(config, value)) << setting.key << " = " << value;
        EXPECT_EQ(setting.get(config), value) << setting.key;
    }
}

TEST_F(Configs, settings_have_names_of_their_own_and_say_what_is_allowed) {
    std::set<std::string_view> names;
    std::set<std::string_view> keys;
    for (const auto& setting : settings()) {
        EXPECT_TRUE(setting.name.empty() || names.insert(setting.name).second) << setting.name;
        EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
        EXPECT_FALSE(setting.allowed.empty()) << setting.key;
        EXPECT_FALSE(setting.about.empty()) << setting.key;
    }
}

}  // namespace
}  // namespace freshet::app
