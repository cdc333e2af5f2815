#include "app/storage.hpp"

#include <fstream>
#include <iterator>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "net/memory_file.hpp"
#include "store/objects/folder_store.hpp"
#include "store/objects/s3_store.hpp"

namespace freshet::app {

namespace {

constexpr std::string_view pem_begins = "-----BEGIN ";

// No picture that we make is as large.
constexpr std::size_t picture_bytes_max = std::size_t{4} * 1024 * 1024;

/// The text of the key, which may stand in one line with "\n" written out, or in a file.
std::string private_key_of(std::string_view setting) {
    if (!setting.starts_with(pem_begins)) {
        std::ifstream file{std::string(setting)};
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string text(setting);
    for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) {
        text.replace(at, 2, "\n");
    }
    return text;
}

}  // namespace

std::unique_ptr<objects::Store> make_store(const Config& config, net::BlockingPool& pool) {
    if (config.storage.s3.bucket.empty()) {
        return std::make_unique<objects::FolderStore>(config.data_dir / "objects", pool);
    }
    return std::make_unique<objects::S3Store>(config.storage.s3, objects::S3Client::Config{}, pool);
}

boost::asio::awaitable<std::shared_ptr<const net::File>> open_picture(objects::Store& objects,
                                                                      std::string key) {
    const auto parsed = objects::Key::parse(key);
    if (!parsed) co_return nullptr;
    const auto object = co_await objects.open(*parsed);
    if (!object || object->file()) co_return object ? object->file() : nullptr;
    const auto bytes = co_await object->read(0, picture_bytes_max);
    auto file = net::MemoryFile::create();
    if (!file || !file->append({bytes.bytes()})) {
        throw boost::system::system_error(Outage::unavailable, "pictures: no memory for one");
    }
    co_return std::make_shared<const net::MemoryFile>(std::move(*file));
}

std::optional<objects::CloudFrontSigner> make_cdn_signer(const StorageConfig& config) {
    if (config.cloudfront_key_pair_id.empty()) return std::nullopt;
    return objects::CloudFrontSigner::create(
        config.cloudfront_key_pair_id, private_key_of(config.cloudfront_private_key.reveal()));
}

std::optional<ConfigError> storage_refusal(const StorageConfig& config) {
    const auto& s3 = config.s3;
    // Without a bucket the others may stand there for other programs.
    if (!s3.bucket.empty() && s3.access_key.empty()) {
        return "AWS_ACCESS_KEY_ID: is needed with AWS_S3_BUCKET";
    }
    if (!s3.bucket.empty() && s3.secret_key.empty()) {
        return "AWS_SECRET_ACCESS_KEY: is needed with AWS_S3_BUCKET";
    }
    const bool has_key = !config.cloudfront_private_key.empty();
    if (config.cloudfront_key_pair_id.empty() != !has_key) {
        return "CLOUDFRONT_KEY_PAIR_ID: is needed with CLOUDFRONT_PRIVATE_KEY, and the other way "
               "round";
    }
    if (has_key && config.cdn_base_url.empty()) {
        return "CDN_BASE_URL: is needed with CLOUDFRONT_PRIVATE_KEY";
    }
    if (has_key && !make_cdn_signer(config)) {
        return "CLOUDFRONT_PRIVATE_KEY: is neither an RSA private key as PEM nor the path of a "
               "file with one";
    }
    return std::nullopt;
}

}  // namespace freshet::app
