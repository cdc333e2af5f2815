#include "store/secrets.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string_view>
#include <unistd.h>

#include <boost/json.hpp>

#include "base/encoding.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "net/descriptor.hpp"

namespace freshet::store {

namespace {

namespace json = boost::json;

constexpr std::size_t file_bytes_max = 16 * 1024;
constexpr std::string_view next_name = "nextSecretKey";  // While a change of it is under way.

std::unexpected<std::string> failed(std::string_view act, const std::string& file,
                                    std::string_view why) {
    return std::unexpected("cannot " + std::string(act) + " " + file + ": " + std::string(why));
}

/// The whole file; nothing if there is none.
std::expected<std::optional<std::string>, std::string> read_file(const std::string& file) {
    const net::Descriptor source(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!source.is_open() && errno == ENOENT) return std::nullopt;
    if (!source.is_open()) return failed("read", file, std::strerror(errno));
    std::string text(file_bytes_max, '\0');
    const auto size = ::read(source.get(), text.data(), text.size());
    if (size < 0) return failed("read", file, std::strerror(errno));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

/// Replaces the file as a whole: whenever the power goes, there is the old one or the new one.
std::expected<void, std::string> write_file(const std::string& file, std::string_view text) {
    const auto draft = file + ".new";
    ::unlink(draft.c_str());  // Of a start that was cut off; else it keeps the mode that it had.
    const net::Descriptor out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!out.is_open()) return failed("write", draft, std::strerror(errno));
    const auto written = ::write(out.get(), text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()))
        return failed("write", draft, std::strerror(errno));
    if (::fsync(out.get()) != 0) return failed("write", draft, std::strerror(errno));
    if (::rename(draft.c_str(), file.c_str()) != 0)
        return failed("write", file, std::strerror(errno));
    const auto folder_path = std::filesystem::absolute(file).parent_path();
    const net::Descriptor folder(::open(folder_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || ::fsync(folder.get()) != 0)
        return failed("write", file, std::strerror(errno));
    return {};
}

std::expected<json::object, std::string> read_object(const std::string& file) {
    const auto text = read_file(file);
    if (!text) return std::unexpected(text.error());
    if (!*text) return json::object();
    ErrorCode error;
    auto value = json::parse(**text, error);
    if (error || !value.is_object())
        return failed("read", file, "it is not the JSON object that was written");
    return std::move(value.get_object());
}

std::string make_secret() {
    std::array<std::byte, 32> bytes;
    fill_random(bytes);
    return to_base64url(bytes);
}

/// Fills one secret in. True: it was made, so the object has to be written. Nothing: the object has
/// no text there.
std::optional<bool> complete(SecretText& secret, json::object& kept, std::string_view name) {
    if (!secret.empty()) return false;
    const bool is_new = !kept.contains(name);
    if (is_new) kept[name] = make_secret();
    const auto* text = kept[name].if_string();
    if (text == nullptr || text->empty()) return std::nullopt;
    secret = SecretText(std::string(*text));
    return is_new;
}

}  // namespace

std::expected<Secrets, std::string> complete_secrets(Secrets given, const std::string& file) {
    auto kept = read_object(file);
    if (!kept) return std::unexpected(kept.error());
    const auto made_key = complete(given.secret_key, *kept, "secretKey");
    const auto made_jwt = complete(given.jwt_secret, *kept, "jwtSecret");
    if (!made_key || !made_jwt) return failed("read", file, "a secret in it is not a text");
    if (*made_key || *made_jwt) {
        const auto written = write_file(file, json::serialize(*kept) + "\n");
        if (!written) return std::unexpected(written.error());
    }
    return given;
}

std::expected<Rotation, std::string> begin_rotation(const std::string& file) {
    auto kept = read_object(file);
    if (!kept) return std::unexpected(kept.error());
    Rotation rotation{.next = {}, .was_begun = kept->contains(next_name)};
    if (!complete(rotation.next, *kept, next_name)) {
        return failed("read", file, "a secret in it is not a text");
    }
    if (rotation.was_begun) return rotation;
    const auto written = write_file(file, json::serialize(*kept) + "\n");
    if (!written) return std::unexpected(written.error());
    return rotation;
}

std::expected<void, std::string> finish_rotation(const std::string& file, bool is_given) {
    auto kept = read_object(file);
    if (!kept) return std::unexpected(kept.error());
    if (!is_given) (*kept)["secretKey"] = (*kept)[next_name];
    kept->erase(next_name);
    return write_file(file, json::serialize(*kept) + "\n");
}

}  // namespace freshet::store
