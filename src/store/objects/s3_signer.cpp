#include "store/objects/s3_signer.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet::objects {

namespace {

using Text = std::string_view;

constexpr Text algorithm = "AWS4-HMAC-SHA256";

std::string hex_sha256(Text text) {
    Sha256 digest;
    const int done =
        EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   nullptr, EVP_sha256(), nullptr);
    FRESHET_CHECK(done == 1);
    return to_hex(digest);
}

/// "20130524T000000Z", of "2013-05-24T00:00:00.000Z".
std::string amazon_time(WallTime time) {
    auto text = to_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
    text.erase(text.find('.'), 4);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// In the order, and with the encoding, in which they are signed.
std::string query_of(S3Params params) {
    for (auto& [name, value] : params) {
        name = percent_encoded(name);
        value = percent_encoded(value);
    }
    std::ranges::sort(params);
    std::string query;
    for (const auto& [name, value] : params) {
        query += fmt::format("{}{}={}", query.empty() ? "" : "&", name, value);
    }
    return query;
}

/// A key that is good for one day, region and service.
Sha256 signing_key(const S3Account& account, Text day) {
    auto key = hmac_sha256(fmt::format("AWS4{}", account.secret_key.reveal()), as_bytes(day));
    for (const Text part : {Text(account.region), Text("s3"), Text("aws4_request")}) {
        key = hmac_sha256(as_text(key), as_bytes(part));
    }
    return key;
}

}  // namespace

std::string S3Signer::url(Text method, Text name, S3Params params, WallTime now,
                          std::chrono::seconds life) const {
    const auto time = amazon_time(now);
    const auto day = Text(time).substr(0, 8);
    const auto scope = fmt::format("{}/{}/s3/aws4_request", day, account_.region);
    params.emplace_back("X-Amz-Algorithm", algorithm);
    params.emplace_back("X-Amz-Credential", fmt::format("{}/{}", account_.access_key, scope));
    params.emplace_back("X-Amz-Date", time);
    params.emplace_back("X-Amz-Expires", fmt::to_string(life.count()));
    params.emplace_back("X-Amz-SignedHeaders", "host");

    const auto path = address_.path_of(name);
    const auto query = query_of(std::move(params));
    const auto request = fmt::format("{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD", method, path,
                                     query, address_.host);
    const auto to_sign = fmt::format("{}\n{}\n{}\n{}", algorithm, time, scope, hex_sha256(request));
    const auto key = signing_key(account_, day);
    return fmt::format("{}{}?{}&X-Amz-Signature={}", address_.origin, path, query,
                       to_hex(hmac_sha256(as_text(key), as_bytes(to_sign))));
}

}  // namespace freshet::objects
