#include "wire/tus/answer.hpp"

#include "wire/tus/request.hpp"

namespace freshet::tus {

AnswerFields fields_of(const Standing& standing) {
    AnswerFields fields{{"Tus-Resumable", std::string(version)}};
    if (standing.offset) fields.emplace_back("Upload-Offset", std::to_string(*standing.offset));
    if (standing.length) fields.emplace_back("Upload-Length", std::to_string(*standing.length));
    if (standing.length_is_deferred) fields.emplace_back("Upload-Defer-Length", "1");
    if (!standing.metadata.empty()) fields.emplace_back("Upload-Metadata", standing.metadata);
    if (!standing.expires.empty()) fields.emplace_back("Upload-Expires", standing.expires);
    return fields;
}

AnswerFields abilities(std::uint64_t size_max) {
    return {{"Tus-Resumable", std::string(version)},
            {"Tus-Version", std::string(version)},
            {"Tus-Extension",
             "creation,creation-with-upload,creation-defer-length,checksum,termination,expiration"},
            {"Tus-Checksum-Algorithm", "sha1,sha256,md5"},
            {"Tus-Max-Size", std::to_string(size_max)}};
}

}  // namespace freshet::tus
