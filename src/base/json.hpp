#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/described.hpp"
#include "base/field_errors.hpp"
#include "base/result.hpp"

namespace freshet::json {

/// Ways in which a text is no JSON that we read at all.
enum class Errc {
    malformed = 1,  // Not RFC 8259, or not UTF-8.
    too_deep,
    too_large,
    not_an_object,
};

ErrorCode make_error_code(Errc code) noexcept;

/// What is wrong with one input: the first fault of each field, and not more than a reply should
/// hold. Fields are paths (`categories[2].name`). The reader's codes are `required`, `unknown`,
/// `wrong_type` {type}, `not_one_of` {allowed}, `out_of_range` {min, max}, `too_short` {min},
/// `too_long` {max}, `bad_length` {min, max}, `bad_format` {format} and `invalid_text`; judges of
/// other rooms add theirs.
class Issues {
public:
    static constexpr std::size_t count_max = 50;

    void add(FieldError error);
    void add(FieldErrors errors);
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] const FieldErrors& list() const { return list_; }

private:
    FieldErrors list_;
};

enum class Unknown { refuse, ignore };

struct ReadOptions {
    std::size_t bytes_max = 64 * 1024;
    std::size_t depth_max = 16;
    Unknown unknown = Unknown::refuse;
};

/// Why a text did not become a value: no JSON object at all, or these fields of it.
struct ReadError {
    ErrorCode error;  // Set when the whole text is refused.
    Issues issues;
};

/// Reads an object into the members given, of one struct at `object`: every wrong, missing and
/// unknown field becomes an issue, all others are set. An empty optional may be absent or null; an
/// Omittable may be absent.
Result<void> read_members(std::string_view text, std::span<const Member* const> members,
                          void* object, Issues& issues, const ReadOptions& options = {});

/// Reads one value that came as a text, as in a path or a query.
void read_text(std::string_view text, const Member& member, void* object, Issues& issues);

/// Whether a member may be absent from an input.
[[nodiscard]] bool may_be_absent(const Member& member);

/// Whether a text is well-formed UTF-8 (RFC 3629) without NUL, which no store of ours holds.
[[nodiscard]] bool is_clean_utf8(std::string_view text);

/// Appends the value as compact JSON.
void write(std::string& out, const Shape& shape, const void* value);

/// Appends a text in quotes, escaped.
void write_text(std::string& out, std::string_view text);

template <class T>
std::expected<T, ReadError> read(std::string_view text, const ReadOptions& options = {}) {
    std::vector<const Member*> members;
    for (const auto& member : shape_of<T>().members) members.push_back(&member);
    T value{};
    ReadError failure;
    if (auto done = read_members(text, members, &value, failure.issues, options); !done)
        failure.error = done.error();
    if (failure.error || !failure.issues.empty()) return std::unexpected(std::move(failure));
    return value;
}

template <class T>
std::string to_json(const T& value) {
    std::string out;
    write(out, shape_of<T>(), &value);
    return out;
}

}  // namespace freshet::json

template <>
struct boost::system::is_error_code_enum<freshet::json::Errc> : std::true_type {};
