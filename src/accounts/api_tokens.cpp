#include "accounts/api_tokens.hpp"

#include <array>
#include <utility>

#include "accounts/error.hpp"
#include "accounts/keyed_hash.hpp"
#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::string_view prefix = "frs_";
constexpr std::size_t text_size = prefix.size() + 64;

std::string make_text() {
    std::array<std::byte, 32> bytes;
    fill_random(bytes);
    return std::string(prefix) + to_hex(bytes);
}

/// A program is a moderator or an admin only by a token that says so: one that is good for streams
/// is good for those of its owner.
Caller caller_of(const User& user, TokenScopes scopes) {
    return {.user = user.id,
            .username = user.username,
            .role = scopes.allows(TokenScope::admin) ? user.role : Role::user,
            .session = {},
            .token = scopes};
}

}  // namespace

ApiTokens::ApiTokens(Config config, ApiTokenRepository& repository, WallClock clock)
    : config_(std::move(config)),
      fixed_hash_(config_.fixed.empty() ? "" : hash_of_token(config_.fixed.reveal())),
      repository_(repository),
      clock_(std::move(clock)),
      cache_({}) {}

asio::awaitable<Result<MadeApiToken>> ApiTokens::create(UserId user, TokenWish wish,
                                                        AuditEntry entry) {
    MadeApiToken made{.token = {.id = ApiTokenId::make(),
                                .user = user,
                                .name = std::move(wish.name),
                                .scopes = wish.scopes,
                                .created_at = clock_(),
                                .expires_at = wish.expires_at,
                                .last_used_at = {}},
                      .text = make_text()};
    entry.target = to_string(made.token.id);
    entry.details = to_string(made.token.scopes);
    ApiTokenRepository::NewApiToken draft{
        .token = made.token, .hash = hash_of_token(made.text), .entry = std::move(entry)};
    const auto most = static_cast<std::int64_t>(config_.of_one_user_max);
    const bool kept = co_await repository_.create(std::move(draft), most);
    if (!kept) co_return fail(Errc::too_many_tokens);
    co_return made;
}

asio::awaitable<std::vector<ApiToken>> ApiTokens::list(UserId user) {
    return repository_.list(user);
}

asio::awaitable<bool> ApiTokens::revoke(ApiTokenId id, std::optional<UserId> owner,
                                        AuditEntry entry) {
    entry.target = to_string(id);
    const auto revoked = co_await repository_.revoke(id, owner, std::move(entry), clock_());
    cache_.forget_if([id](const ApiTokenWithUser& found) { return found.token.id == id; });
    co_return revoked.has_value();
}

/// By hashes, which take the same time to compare wherever two texts differ.
bool ApiTokens::is_fixed(std::string_view text) const {
    return !fixed_hash_.empty() && hash_of_token(text) == fixed_hash_;
}

bool ApiTokens::is_api_token(std::string_view text) const {
    return text.starts_with(prefix) || is_fixed(text);
}

asio::awaitable<Result<Caller>> ApiTokens::authenticate(std::string text) {
    if (is_fixed(text)) co_return co_await first_admin();
    if (text.size() != text_size || !text.starts_with(prefix)) co_return fail(Errc::token_invalid);
    const auto now = clock_();
    auto hash = hash_of_token(text);
    auto found = cache_.find(hash, now);
    if (!found) {
        found = co_await repository_.find_by_hash(hash);
        if (found) cache_.put(hash, *found, now);
    }
    if (!found || !found->user.is_active) co_return fail(Errc::token_invalid);
    if (!found->token.is_good(now)) co_return fail(Errc::token_expired);
    auto caller = caller_of(found->user, found->token.scopes);
    co_await note_use(std::move(hash), *std::move(found), now);
    co_return caller;
}

asio::awaitable<void> ApiTokens::note_use(std::string hash, ApiTokenWithUser found, WallTime now) {
    constexpr std::chrono::minutes between_notes{1};
    if (found.token.last_used_at && now < *found.token.last_used_at + between_notes) co_return;
    const auto id = found.token.id;
    found.token.last_used_at = now;
    cache_.put(std::move(hash), std::move(found), now);
    co_await repository_.note_use(id, now);
}

asio::awaitable<Result<Caller>> ApiTokens::first_admin() {
    const auto now = clock_();
    auto found = cache_.find(fixed_hash_, now);
    if (!found) {
        auto admin = co_await repository_.first_admin();
        if (!admin) co_return fail(Errc::no_admin);
        found = ApiTokenWithUser{.token = {}, .user = *std::move(admin)};
        cache_.put(fixed_hash_, *found, now);
    }
    auto caller = caller_of(found->user, {TokenScope::media_write});
    caller.is_operator = true;
    co_return caller;
}

}  // namespace freshet::accounts
