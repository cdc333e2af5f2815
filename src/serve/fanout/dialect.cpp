#include "serve/fanout/dialect.hpp"

namespace freshet::fanout {

std::vector<Slice> framed(Bytes head, const Slice& payload, Bytes tail) {
    if (payload.size() > worth_copying_bytes_max) {
        return {Slice(std::move(head)), payload, Slice(std::move(tail))};
    }
    head.reserve(head.size() + payload.size() + tail.size());
    append(head, payload.bytes());
    append(head, tail);
    return {Slice(std::move(head))};
}

}  // namespace freshet::fanout
