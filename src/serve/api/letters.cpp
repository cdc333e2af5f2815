#include "serve/api/letters.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/log.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/texts.hpp"

namespace freshet::api {

namespace {

using accounts::LetterKind;

/// What is particular to one kind of letter: its sentences begin with `text`.
struct Kind {
    std::string_view text;
    std::string_view page;
};

Kind kind_of(LetterKind kind) {
    switch (kind) {
        case LetterKind::password_reset: return {"reset_letter", "/reset-password"};
        case LetterKind::email_verification: return {"verify_letter", "/verify-email"};
    }
    return {};
}

std::string base_of(const Letters::Config& config) {
    if (!config.public_url.empty())
        return config.public_url.substr(0, config.public_url.find_last_not_of('/') + 1);
    if (!config.client_urls.empty()) return std::string(origin_of(config.client_urls.front()));
    return fmt::format("http://localhost:{}", config.port);
}

}  // namespace

Letters::Letters(Config config, Send send) : base_(base_of(config)), send_(std::move(send)) {}

std::string Letters::link(std::string_view page, std::string_view token) const {
    return fmt::format("{}{}?token={}", base_, page, token);
}

void Letters::post(const accounts::Letter& letter) const {
    const auto kind = kind_of(letter.kind);
    const auto address = link(kind.page, letter.token);
    if (!send_) {
        log::info("mail", "no SMTP_URL, so pass this on kind={} to={} link={}", kind.text,
                  letter.email, address);
        return;
    }
    const auto language = choose_language(letter.language);
    const auto words = [&](std::string_view key, const Params& params = {}) {
        return sentence(language, key, params).value_or("");
    };
    const auto own_words = [&](std::string_view part) {
        return words(std::string(kind.text).append(part));
    };
    send_({.to = letter.email,
           .subject = own_words(".subject"),
           .text = fmt::format("{}\n\n{}\n\n{}\n\n{}\n",
                               words("letter.greeting", {{"name", letter.name}}),
                               own_words(".request"), address, own_words(".ignore"))});
}

}  // namespace freshet::api
