#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/user.hpp"
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

namespace asio = boost::asio;

/// Where avatars are found by everybody: this and the name.
inline constexpr std::string_view avatar_folder = "/media/avatars/";

/// A user with the avatar that there is now, and the one that there was.
struct AvatarChanged {
    User user;
    std::string former;  // Its name; empty: none.
};

/// Where it is kept whose avatar is which; promises as accounts::Repository. A name that is
/// planned, or nobody's any more, is in a list of what is to be removed until it is gone: whenever
/// the program ends, no file stays behind.
class AvatarRepository {
public:
    virtual ~AvatarRepository() = default;

    /// Before the file is made.
    virtual asio::awaitable<void> plan(std::string name, WallTime now) = 0;

    /// Gives the user the avatar that was planned, or with an empty name none.
    /// Errc::user_not_found.
    virtual asio::awaitable<Result<AvatarChanged>> assign(UserId user, std::string name,
                                                          WallTime now) = 0;

    /// Names that are to be removed since `before` or longer, at most `count`.
    virtual asio::awaitable<std::vector<std::string>> unused(WallTime before,
                                                             std::size_t count) = 0;

    /// Their files are gone.
    virtual asio::awaitable<void> forget(std::vector<std::string> names) = 0;
};

/// Where the files of avatars are kept. A store that is down throws. From any thread.
class AvatarStore {
public:
    virtual ~AvatarStore() = default;

    virtual asio::awaitable<void> put(std::string name, Bytes file) = 0;
    virtual asio::awaitable<void> remove(std::string name) = 0;
};

/// Makes an avatar of what somebody has sent, where that disturbs nobody; or says why it is none.
using MakeAvatar = std::function<asio::awaitable<Result<Bytes>>(std::shared_ptr<const Bytes> file)>;

/// The pictures that people show of themselves. Used by all io threads at once; what it refers to
/// outlives it.
class Avatars {
public:
    Avatars(AvatarRepository& repository, AvatarStore& store, MakeAvatar make, WallClock clock)
        : repository_(repository),
          store_(store),
          make_(std::move(make)),
          clock_(std::move(clock)) {}

    /// The reasons of `make`, or Errc::user_not_found.
    asio::awaitable<Result<User>> change(UserId user, Bytes file);

    asio::awaitable<Result<User>> remove(UserId user);

    /// Removes files that nobody has: of changes that were cut off, and of users who were purged.
    /// For the start and for housekeeping, again until it gives less than `count`. Tells how many.
    asio::awaitable<std::size_t> sweep(std::size_t count);

private:
    asio::awaitable<Result<User>> assign(UserId user, std::string name);

    AvatarRepository& repository_;
    AvatarStore& store_;
    MakeAvatar make_;
    WallClock clock_;
};

}  // namespace freshet::accounts
