#include "bench/published.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

#include "net/descriptor.hpp"

namespace freshet::bench {

namespace {

[[noreturn]] void fail_with(const std::string& path) {
    throw std::system_error(errno, std::system_category(), path);
}

}  // namespace

PublishedFile PublishedFile::create(const std::string& path) {
    return {path, O_RDWR | O_CREAT | O_TRUNC};
}

PublishedFile PublishedFile::open(const std::string& path) { return {path, O_RDWR}; }

PublishedFile::PublishedFile(const std::string& path, int flags) {
    const net::Descriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0644));
    if (!file.is_open()) fail_with(path);
    const bool is_new = (flags & O_CREAT) != 0;
    if (is_new && ::ftruncate(file.get(), sizeof(Published)) != 0) fail_with(path);

    void* memory =
        ::mmap(nullptr, sizeof(Published), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (memory == MAP_FAILED) fail_with(path);
    count_ = static_cast<Published*>(memory);
}

PublishedFile::~PublishedFile() { ::munmap(count_, sizeof(Published)); }

}  // namespace freshet::bench
