#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/bytes.hpp"
#include "net/file.hpp"

namespace freshet::objects {

namespace asio = boost::asio;

/// Names one object: "avatars/0f3a9c.webp". Folders and a name of lower-case letters, digits, '.',
/// '_' and '-', none of which begins with a dot: whatever a key comes from, it names nothing
/// outside of its store.
class Key {
public:
    static constexpr std::size_t bytes_max = 200;
    static constexpr std::size_t segments_max = 8;

    [[nodiscard]] static std::optional<Key> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string_view folder() const;  // "avatars"; empty: none.
    [[nodiscard]] std::string_view name() const;    // "0f3a9c.webp"

    auto operator<=>(const Key&) const = default;

private:
    explicit Key(std::string_view text) : text_(text) {}

    std::string text_;
};

/// Where bytes are kept that are too large for rows. An object is written once, as a whole, and
/// never changes. What does not go because of the store itself throws an Outage. From any thread.
class Store {
public:
    virtual ~Store() = default;

    /// Comes back when the object would survive the loss of power; until then nobody finds it.
    /// Replaces one of that name.
    virtual asio::awaitable<void> put(Key key, std::shared_ptr<const Bytes> bytes) = 0;

    /// Null: there is none.
    virtual asio::awaitable<std::shared_ptr<const net::File>> open(Key key) = 0;

    /// To remove what is not there is no error. Who has it open may read on.
    virtual asio::awaitable<void> remove(Key key) = 0;
};

}  // namespace freshet::objects
