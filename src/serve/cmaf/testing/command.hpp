#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/bytes.hpp"

namespace freshet::cmaf::testing {

/// A folder that goes with the test.
class TempDir {
public:
    TempDir() {
        std::string name = (std::filesystem::temp_directory_path() / "freshet-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
        path_ = name;
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// What a command prints, errors too.
inline std::string output_of(const std::string& command) {
    const auto close = [](std::FILE* pipe) { ::pclose(pipe); };
    const std::unique_ptr<std::FILE, decltype(close)> pipe(
        ::popen((command + " 2>&1").c_str(), "r"), close);
    if (!pipe) throw std::runtime_error("popen");
    std::string text;
    char buffer[4096];
    while (const auto size = std::fread(buffer, 1, sizeof buffer, pipe.get()))
        text.append(buffer, size);
    return text;
}

inline Bytes read_file(const std::string& name) {
    std::ifstream input(name, std::ios::binary);
    return to_bytes(std::string(std::istreambuf_iterator<char>(input), {}));
}

inline void write_file(const std::string& name, ByteSpan bytes) {
    const auto text = as_text(bytes);
    std::ofstream(name, std::ios::binary)
        .write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace freshet::cmaf::testing
