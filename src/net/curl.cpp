#include "net/curl.hpp"

#include "base/check.hpp"

namespace freshet::net {

void prepare_curl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    FRESHET_CHECK(ready == CURLE_OK);
}

}  // namespace freshet::net
