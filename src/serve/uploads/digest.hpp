#pragma once

#include <memory>

#include "base/bytes.hpp"
#include "wire/tus/request.hpp"

namespace freshet::uploads {

/// The checksum of bytes that come one piece after the other.
class Digest {
public:
    explicit Digest(tus::Algorithm algorithm);
    ~Digest();
    Digest(Digest&&) noexcept;

    void add(ByteSpan bytes);

    /// Of all there was. The last call.
    [[nodiscard]] Bytes finish();

private:
    struct State;

    std::unique_ptr<State> state_;
};

}  // namespace freshet::uploads
