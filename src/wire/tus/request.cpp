#include "wire/tus/request.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/encoding.hpp"
#include "base/names.hpp"
#include "wire/tus/error.hpp"

namespace freshet::tus {

namespace {

struct AlgorithmRow {
    std::string_view name;
    Algorithm algorithm;
    std::size_t digest_bytes;
};

constexpr std::array algorithms{AlgorithmRow{"md5", Algorithm::md5, 16},
                                AlgorithmRow{"sha1", Algorithm::sha1, 20},
                                AlgorithmRow{"sha256", Algorithm::sha256, 32}};

/// More digits than any file has bytes are no number.
std::optional<std::uint64_t> read_number(std::string_view text) {
    constexpr std::size_t digits_max = 18;
    std::uint64_t number = 0;
    if (text.empty() || text.size() > digits_max) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// A number that need not be there.
Result<std::optional<std::uint64_t>> read_number(const Fields& fields, std::string_view name) {
    const auto field = fields(name);
    if (!field) return std::nullopt;
    const auto number = read_number(*field);
    if (!number) return fail(Errc::malformed);
    return number;
}

Result<std::optional<Checksum>> checksum_in(const Fields& fields) {
    const auto field = fields("Upload-Checksum");
    if (!field) return std::nullopt;
    auto checksum = read_checksum(*field);
    if (!checksum) return std::unexpected(checksum.error());
    return *std::move(checksum);
}

/// The type of a body, without its parameters.
std::string type_of(const Fields& fields) {
    const auto field = fields("Content-Type").value_or("");
    return to_lower_ascii(trim_ascii(field.substr(0, field.find(';'))));
}

}  // namespace

Result<Checksum> read_checksum(std::string_view field) {
    const auto space = field.find(' ');
    if (space == std::string_view::npos) return fail(Errc::malformed);
    const auto row = std::ranges::find(algorithms, field.substr(0, space), &AlgorithmRow::name);
    if (row == algorithms.end()) return fail(Errc::unknown_checksum);
    auto digest = from_base64(trim_ascii(field.substr(space)));
    if (!digest || digest->size() != row->digest_bytes) return fail(Errc::malformed);
    return Checksum{.algorithm = row->algorithm, .digest = *std::move(digest)};
}

Result<void> check_version(const Fields& fields) {
    if (fields("Tus-Resumable") != version) return fail(Errc::unsupported_version);
    return {};
}

Result<Creation> read_creation(const Fields& fields) {
    if (fields("Upload-Concat")) return fail(Errc::no_concatenation);
    const auto length = read_number(fields, "Upload-Length");
    const auto deferred = fields("Upload-Defer-Length");
    if (!length || (deferred && *deferred != "1")) return fail(Errc::malformed);
    if (length->has_value() == deferred.has_value()) return fail(Errc::malformed);

    Creation creation{.length = *length};
    creation.metadata_text = fields("Upload-Metadata").value_or("");
    auto metadata = Metadata::read(creation.metadata_text);
    if (!metadata) return std::unexpected(metadata.error());
    creation.metadata = *std::move(metadata);
    creation.has_bytes = type_of(fields) == bytes_type;
    auto checksum = checksum_in(fields);
    if (!checksum) return std::unexpected(checksum.error());
    creation.checksum = *std::move(checksum);
    return creation;
}

Result<Continuation> read_continuation(const Fields& fields) {
    if (type_of(fields) != bytes_type) return fail(Errc::wrong_content_type);
    const auto offset = read_number(fields, "Upload-Offset");
    const auto length = read_number(fields, "Upload-Length");
    if (!offset || !*offset || !length) return fail(Errc::malformed);
    auto checksum = checksum_in(fields);
    if (!checksum) return std::unexpected(checksum.error());
    return Continuation{.offset = **offset, .length = *length, .checksum = *std::move(checksum)};
}

}  // namespace freshet::tus
