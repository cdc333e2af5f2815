#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/amf/budget.hpp"
#include "wire/amf/value.hpp"

namespace freshet::rtmp {

/// A command as either side sends it (RTMP 1.0, 7.1.1).
struct Command {
    std::string name;
    double transaction_id = 0;  // 0: no answer is expected.
    amf::Value object{amf::Null{}};
    std::vector<amf::Value> arguments{};

    /// Argument `index` as text; empty when there is none.
    [[nodiscard]] std::string_view text(std::size_t index) const;
    [[nodiscard]] bool is_true(std::size_t index) const;
};

/// Reads the body of a command message. Clients leave out what comes after the name, so only that
/// must be there.
Result<Command> read_command(ByteSpan body, amf::Limits limits);

[[nodiscard]] Bytes command_body(const Command& command);

/// "_result" with what was asked for.
[[nodiscard]] Bytes result_body(double transaction_id, amf::Value value);

/// "_error" with an information object.
[[nodiscard]] Bytes error_body(double transaction_id, std::string_view code,
                               std::string_view description);

/// The information object of "onStatus" and its kin (RTMP 1.0, 7.2.2).
struct Status {
    std::string_view level = "status";
    std::string_view code;
    std::string_view description;
};

[[nodiscard]] amf::Object information(const Status& status);
[[nodiscard]] Bytes status_body(const Status& status, std::string_view command = "onStatus");

}  // namespace freshet::rtmp
