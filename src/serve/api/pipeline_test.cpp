#include "serve/api/pipeline.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Ask;
using namespace std::chrono_literals;

class PipelineTest : public testing::Rig {
protected:
    testing::Told sent_as(std::string type, std::string body) {
        Ask ask{.method = http::Method::post, .target = "/api/auth/login", .body = std::move(body)};
        ask.headers.emplace_back("Content-Type", std::move(type));
        return send(ask);
    }

    testing::Told in_language(std::string languages) {
        Ask ask{.target = "/api/channels/nobody"};
        ask.headers.emplace_back("Accept-Language", std::move(languages));
        return send(ask);
    }
};

constexpr auto body = R"({"email":"ada@example.org","password":"x"})";

TEST_F(PipelineTest, a_body_must_be_json_and_say_so) {
    EXPECT_EQ(sent_as("text/plain", body).status, 415u);
    EXPECT_EQ(sent_as("application/x-www-form-urlencoded", "email=a").status, 415u);
    EXPECT_EQ(sent_as("Application/JSON; charset=utf-8", body).status, 401u);
}

TEST_F(PipelineTest, a_body_that_is_no_object_is_malformed) {
    for (const auto* text : {"{", "[]", "null", "{\"email\":\"\xff\"}"}) {
        const auto told = post("/api/auth/login", text);
        EXPECT_EQ(told.status, 400u) << text;
        EXPECT_EQ(told.text("/requestId"), "request-1");
    }
    EXPECT_EQ(post("/api/auth/login", std::string(100, '[')).text("/code"), "json_too_deep");
}

TEST_F(PipelineTest, problems_speak_the_language_of_the_client) {
    const auto english = in_language("de, fr;q=0.5");
    const auto spanish = in_language("de, es-MX;q=0.8, en;q=0.5");

    EXPECT_EQ(english.text("/title"), "Channel not found");
    EXPECT_EQ(spanish.text("/title"), "Canal no encontrado");
    EXPECT_EQ(spanish.header("Content-Language"), "es");
    EXPECT_EQ(spanish.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(spanish.text("/type"), "urn:freshet:problem:channel_not_found");
}

TEST_F(PipelineTest, a_bad_token_is_refused_even_where_none_is_needed) {
    EXPECT_EQ(get("/api/streams").status, 200u);
    EXPECT_EQ(get("/api/streams", "nonsense").text("/code"), "token_invalid");
}

TEST_F(PipelineTest, a_bad_token_is_ignored_where_nobody_need_be_known) {
    EXPECT_EQ(get("/api/instance", "nonsense").status, 200u);
    EXPECT_EQ(get("/health", "nonsense").status, 200u);
}

TEST_F(PipelineTest, the_name_of_the_scheme_is_read_in_any_case) {
    const auto token = sign_up("ada");
    Ask ask{.target = "/api/users/me"};
    ask.headers.emplace_back("Authorization", "bearer " + token);

    EXPECT_EQ(send(ask).status, 200u);
}

TEST_F(PipelineTest, another_scheme_is_no_sign_in) {
    Ask ask{.target = "/api/users/me"};
    ask.headers.emplace_back("Authorization", "Basic YWRhOng=");

    EXPECT_EQ(send(ask).text("/code"), "unauthenticated");
}

class Limited : public testing::Rig {
protected:
    Limited() : Rig({.rate_limits = {.requests = 5, .auth = 2}}) {}

    testing::Told from(std::string peer_ip, std::string target, std::string token = {}) {
        return send({.target = std::move(target),
                     .token = std::move(token),
                     .peer_ip = std::move(peer_ip)});
    }
};

TEST_F(Limited, an_address_gets_its_burst_and_is_told_when_to_come_back) {
    for (int left = 4; left >= 0; --left) {
        const auto told = from("192.0.2.7", "/api/streams");
        EXPECT_EQ(told.status, 200u);
        EXPECT_EQ(told.header("RateLimit-Limit"), "5");
        EXPECT_EQ(told.header("RateLimit-Remaining"), std::to_string(left));
    }

    const auto refused = from("192.0.2.7", "/api/streams");

    ASSERT_EQ(refused.status, 429u);
    EXPECT_EQ(refused.header("Retry-After"), "12");
    EXPECT_EQ(refused.text("/detail"), "That was too often. Try again in 12 s.");
    EXPECT_EQ(from("192.0.2.8", "/api/streams").status, 200u);
    mono_ += 12s;
    EXPECT_EQ(from("192.0.2.7", "/api/streams").status, 200u);
}

TEST_F(Limited, a_user_is_counted_as_a_user_wherever_the_requests_come_from) {
    const auto token = sign_up("ada");
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(from("192.0.2." + std::to_string(i), "/api/streams", token).status, 200u);
    }

    EXPECT_EQ(from("192.0.2.99", "/api/streams", token).status, 429u);
    EXPECT_EQ(from("192.0.2.99", "/api/streams").status, 200u);
}

TEST_F(Limited, bad_tokens_cost_their_address) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(from("192.0.2.7", "/api/streams", "nonsense").status, 401u);

    EXPECT_EQ(from("192.0.2.7", "/api/streams", "nonsense").status, 429u);
}

TEST_F(Limited, an_address_of_bad_tokens_is_refused_before_a_token_is_looked_up) {
    const auto token = sign_up("ada");
    const auto invented = "frs_" + std::string(64, '0');
    for (int i = 0; i < 5; ++i) (void)from("192.0.2.7", "/api/streams", invented);

    const auto refused = from("192.0.2.7", "/api/streams", token);
    EXPECT_EQ(refused.status, 429u);
    EXPECT_EQ(refused.header("Retry-After"), "12");

    EXPECT_EQ(from("192.0.2.7", "/health", token).status, 200u);
    EXPECT_EQ(from("192.0.2.8", "/api/streams", token).status, 200u);
    mono_ += 12s;
    EXPECT_EQ(from("192.0.2.7", "/api/streams", token).status, 200u);
}

TEST_F(Limited, signing_in_has_a_limit_of_its_own_and_refreshing_has_not) {
    EXPECT_EQ(post("/api/auth/login", body).status, 401u);
    EXPECT_EQ(post("/api/auth/login", body).status, 401u);

    EXPECT_EQ(post("/api/auth/login", body).status, 429u);
    EXPECT_EQ(post("/api/auth/refresh").status, 401u);
}

TEST_F(Limited, a_user_s_addresses_do_not_lift_the_limit_of_sign_ins) {
    Ask ask{.method = http::Method::post, .target = "/api/auth/login", .body = body};
    const auto from_v6 = [&](std::string address) {
        ask.peer_ip = std::move(address);
        return send(ask).status;
    };

    EXPECT_EQ(from_v6("2001:db8:1:2::1"), 401u);
    EXPECT_EQ(from_v6("2001:db8:1:2::2"), 401u);
    EXPECT_EQ(from_v6("2001:db8:1:2:ffff::3"), 429u);
    EXPECT_EQ(from_v6("2001:db8:1:3::1"), 401u);
}

TEST_F(Limited, health_is_free) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(get("/health").status, 200u);
    EXPECT_EQ(get("/health").header("RateLimit-Limit"), "");
}

class Unlimited : public testing::Rig {
protected:
    Unlimited() : Rig({.rate_limits = {.requests = 0, .auth = 0}}) {}
};

TEST_F(Unlimited, zero_switches_the_limits_off) {
    for (int i = 0; i < 200; ++i) ASSERT_EQ(post("/api/auth/login", "{}").status, 422u);
}

/// Routes of the scopes that no route has yet.
class Scopes : public testing::Rig {
protected:
    struct Echo {
        asio::awaitable<Reply<Message>> say(Call, Nothing) { co_return Message{"hello"}; }
    };

    Scopes() : Rig() {
        table_.add({.path = "/moderator", .id = "moderate", .scope = Scope::moderator}, &echo_,
                   &Echo::say);
        table_.add({.path = "/admin", .id = "administer", .scope = Scope::admin}, &echo_,
                   &Echo::say);
        table_.add({.path = "/api/admin/reports", .id = "judge", .scope = Scope::moderator}, &echo_,
                   &Echo::say);
        table_.add({.path = "/user", .id = "use", .scope = Scope::user}, &echo_, &Echo::say);
        EXPECT_TRUE(config_.admin_addresses.add("10.0.0.0/8"));
    }

    unsigned ask(std::string path, std::string username, std::string peer_ip = "10.0.0.1") {
        const RefreshCookie cookie({});
        RateLimits limits({});
        const Pipeline pipeline(config_, accounts(), api_tokens(), limits, cookie,
                                [] { return MonoTime(); });
        http::Router router;
        pipeline.mount(table_, router);
        http::Request request;
        request.peer_ip = std::move(peer_ip);
        request.path = path;
        if (!username.empty()) request.headers.set("Authorization", "Bearer " + tokens_[username]);
        const auto found = router.find(http::Method::get, path);
        return run(found.route->handler(std::move(request))).status;
    }

    void sign_up_as(const std::string& name, accounts::Role role) {
        tokens_[name] = sign_up(name);
        set_role(name, role);
    }

    Pipeline::Config config_;
    Echo echo_;
    Table table_;
    std::map<std::string, std::string> tokens_;
};

TEST_F(Scopes, are_open_to_those_who_have_the_role_and_to_no_one_below) {
    sign_up_as("ada", accounts::Role::user);
    sign_up_as("mod", accounts::Role::moderator);
    sign_up_as("chief", accounts::Role::admin);

    EXPECT_EQ(ask("/moderator", ""), 401u);
    EXPECT_EQ(ask("/moderator", "ada"), 403u);
    EXPECT_EQ(ask("/moderator", "mod"), 200u);
    EXPECT_EQ(ask("/moderator", "chief"), 200u);
    EXPECT_EQ(ask("/admin", "ada"), 403u);
    EXPECT_EQ(ask("/admin", "mod"), 403u);
    EXPECT_EQ(ask("/admin", "chief"), 200u);
}

/// A route that takes more than is read from anybody.
class LargeBodies : public testing::Rig {
protected:
    struct Echo {
        asio::awaitable<Reply<Message>> say(Call call, Nothing) {
            co_return Message{to_string(call.who().user) + call.upload.bytes};
        }
    };

    LargeBodies() : Rig() {
        table_.add({.method = http::Method::post,
                    .path = "/large",
                    .id = "sendMuch",
                    .scope = Scope::user,
                    .body_bytes_max = std::size_t{64} * 1024 + 1,
                    .upload_types = {"text/plain"}},
                   &echo_, &Echo::say);
        pipeline_.mount(table_, router_);
    }

    const http::Route& route() const { return *router_.find(http::Method::post, "/large").route; }

    static http::Request head_with(const std::string& token) {
        http::Request head{.method = http::Method::post, .path = "/large"};
        if (!token.empty()) head.headers.set("Authorization", "Bearer " + token);
        return head;
    }

    Echo echo_;
    Table table_;
    RefreshCookie cookie_{{}};
    RateLimits limits_{{.requests = 2}};
    Pipeline pipeline_{{}, accounts(), api_tokens(), limits_, cookie_, [] { return MonoTime(); }};
    http::Router router_;
};

TEST_F(LargeBodies, are_refused_by_the_head_alone) {
    const auto admit = route().options.admit;
    ASSERT_TRUE(admit);

    const auto nobody = run(admit(head_with("")));
    const auto nonsense = run(admit(head_with("nonsense")));
    const auto too_often = run(admit(head_with("")));

    ASSERT_FALSE(nobody || nonsense || too_often);
    EXPECT_EQ(nobody.error().status, 401u);
    EXPECT_EQ(nobody.error().headers.get("RateLimit-Remaining"), "1");
    EXPECT_EQ(nonsense.error().status, 401u);
    EXPECT_EQ(too_often.error().status, 429u);
}

TEST_F(LargeBodies, cost_who_may_send_them_one_token) {
    auto request = head_with(sign_up("ada"));

    const auto handler = run(route().options.admit(request));
    ASSERT_TRUE(handler);
    request.body = "much";
    const auto response = run((*handler)(request));

    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.headers.get("RateLimit-Remaining"), "1");
    EXPECT_NE(std::get<std::string>(response.body).find("much"), std::string::npos);
}

TEST_F(Scopes, admin_is_tied_to_its_addresses) {
    sign_up_as("chief", accounts::Role::admin);
    sign_up_as("mod", accounts::Role::moderator);
    const auto elsewhere = "203.0.113.9";

    EXPECT_EQ(ask("/admin", "chief", elsewhere), 403u);
    EXPECT_EQ(ask("/moderator", "chief", elsewhere), 403u);
    EXPECT_EQ(ask("/user", "chief", elsewhere), 200u);
    EXPECT_EQ(ask("/moderator", "mod", elsewhere), 200u);
    EXPECT_EQ(ask("/api/admin/reports", "mod", elsewhere), 403u);
    EXPECT_EQ(ask("/api/admin/reports", "mod"), 200u);
}

}  // namespace

}  // namespace freshet::api
