#include "wire/rtmp/connect.hpp"

#include <utility>

#include "media/codec.hpp"
#include "wire/rtmp/command.hpp"

namespace freshet::rtmp {
namespace {

// Enhanced RTMP v2, FourCcInfoMask: what comes in goes out as it came.
constexpr double can_forward = 4;

// Enhanced RTMP v2, CapsExMask. Multitrack (2) is read, but one track of each kind is kept: not
// claimed.
constexpr double reads_mod_ex = 4;
constexpr double reads_nanoseconds = 8;

std::string fourcc_text(std::uint32_t code) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(code >> shift & 0xff);
    return text;
}

bool is_enhanced(const amf::Object& asked) {
    for (const auto* name : {"fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx"}) {
        if (asked.find(name) != nullptr) return true;
    }
    return false;
}

void append_enhanced(amf::Object& properties) {
    amf::Object video;
    amf::Object audio;
    amf::Array all;
    for (const auto& row : media::codecs) {
        const auto name = fourcc_text(row.enhanced_fourcc);
        auto& map = row.kind == media::Kind::video ? video : audio;
        map.properties.push_back({name, {can_forward}});
        all.items.push_back({name});
    }
    properties.properties.push_back({"fourCcList", {std::move(all)}});
    properties.properties.push_back({"videoFourCcInfoMap", {std::move(video)}});
    properties.properties.push_back({"audioFourCcInfoMap", {std::move(audio)}});
    properties.properties.push_back({"capsEx", {reads_mod_ex + reads_nanoseconds}});
}

}  // namespace

std::string text_of(const amf::Object& object, std::string_view name) {
    const auto* value = object.find(name);
    const auto* text = value != nullptr ? value->text() : nullptr;
    return text != nullptr ? *text : std::string();
}

Bytes connect_result(double transaction_id, const amf::Object& asked) {
    // The version and abilities of a Flash Media Server that every client knows.
    amf::Object properties{{{"fmsVer", {std::string("FMS/3,5,7,7009")}}, {"capabilities", {31.0}}}};
    if (is_enhanced(asked)) append_enhanced(properties);

    auto info = information(
        {.code = "NetConnection.Connect.Success", .description = "Connection succeeded."});
    const auto* encoding = asked.find("objectEncoding");
    const auto* number = encoding != nullptr ? encoding->number() : nullptr;
    info.properties.push_back({"objectEncoding", {number != nullptr && *number == 3 ? 3.0 : 0.0}});
    return command_body({
        .name = "_result",
        .transaction_id = transaction_id,
        .object = {std::move(properties)},
        .arguments = {{std::move(info)}},
    });
}

}  // namespace freshet::rtmp
