#pragma once

#include <memory>

#include <curl/curl.h>

// What our clients by libcurl share.
namespace freshet::net {

struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlEasy = std::unique_ptr<CURL, FreeEasy>;
using CurlList = std::unique_ptr<curl_slist, FreeList>;

/// Before anything else is asked of libcurl, which is made ready once. From any thread.
void prepare_curl();

}  // namespace freshet::net
