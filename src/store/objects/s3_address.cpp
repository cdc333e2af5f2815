#include "store/objects/s3_address.hpp"

#include <algorithm>

#include "base/encoding.hpp"

namespace freshet::objects {

namespace {

using Text = std::string_view;

constexpr Text schemes[] = {"https://", "http://"};

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

Text without_scheme(Text origin) {
    for (const auto scheme : schemes) {
        if (origin.starts_with(scheme)) return origin.substr(scheme.size());
    }
    return {};
}

/// As clients say it: without the port that the scheme has anyway.
std::string host_of(Text origin) {
    auto host = without_scheme(origin);
    const Text usual = origin.starts_with("https://") ? ":443" : ":80";
    if (host.ends_with(usual)) host.remove_suffix(usual.size());
    return std::string(host);
}

/// Amazon's regions in China have a domain of their own.
std::string amazon_of(const std::string& region) {
    return "s3." + region + (region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
}

}  // namespace

bool is_bucket_name(Text text) {
    return text.size() >= 3 && text.size() <= 63 && is_lower_or_digit(text.front()) &&
           is_lower_or_digit(text.back()) && !text.contains("..") &&
           std::ranges::all_of(text,
                               [](char c) { return is_lower_or_digit(c) || c == '.' || c == '-'; });
}

bool is_region(Text text) {
    return !text.empty() && text.size() <= 40 &&
           std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

bool is_endpoint(Text text) {
    const auto host = without_scheme(text);
    return !host.empty() && std::ranges::none_of(host, [](char c) {
        return c <= ' ' || c >= 0x7f || Text("/?#@\\\"<>").contains(c);
    });
}

S3Address::S3Address(const S3Account& account) {
    // A bucket with a dot in its name has no certificate of its own: it stands in the path.
    const bool in_path = !account.endpoint.empty() || account.bucket.contains('.');
    if (in_path) prefix_ = '/' + account.bucket;
    if (account.endpoint.empty()) {
        origin = "https://" + (in_path ? "" : account.bucket + '.') + amazon_of(account.region);
    } else {
        origin = account.endpoint;
    }
    host = host_of(origin);
}

std::string S3Address::path_of(Text name) const {
    std::string path = prefix_;
    if (name.empty()) return path.empty() ? "/" : path;
    while (true) {
        const auto end = std::min(name.find('/'), name.size());
        path += '/' + percent_encoded(name.substr(0, end));
        if (end == name.size()) return path;
        name.remove_prefix(end + 1);
    }
}

}  // namespace freshet::objects
