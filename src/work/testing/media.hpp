#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

// Media made by the real ffmpeg, and looked at by it.
namespace freshet::work::testing {

/// A folder that goes with the test.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "freshet-work-XXXXXX");
        EXPECT_NE(::mkdtemp(name.data()), nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// What a command says on both of its mouths. A line for a shell, of this test's own making.
inline std::string said_by(const std::string& command, int* status = nullptr) {
    std::string said;
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> piece{};
    while (const auto count = std::fread(piece.data(), 1, piece.size(), pipe))
        said.append(piece.data(), count);
    const int ended = ::pclose(pipe);
    if (status != nullptr) *status = ended;
    return said;
}

inline void ffmpeg(const std::string& arguments) {
    int status = 0;
    const auto said = said_by("ffmpeg -hide_banner -nostdin -v error -y " + arguments, &status);
    ASSERT_EQ(status, 0) << arguments << "\n" << said;
}

/// Five seconds. At 2 s and at 4 s the picture is white and a tone sounds, for half a second.
inline std::string picture(const std::string& size, const std::string& rate) {
    return fmt::format(
        "-f lavfi -i \"testsrc2=size={}:rate={}:duration=5,"
        "drawbox=color=white:t=fill:enable='between(mod(t,2),0,0.49)*gte(t,1.9)'\"",
        size, rate);
}
inline std::string sound(int rate = 48'000) {
    return fmt::format(
        "-f lavfi -i \"aevalsrc='0.5*sin(880*2*PI*t)*between(mod(t,2),0,0.5)*gte(t,1.9)'"
        ":s={}:d=5\"",
        rate);
}

inline std::vector<double> times_in(const std::string& text, const std::string& name) {
    std::vector<double> times;
    const std::regex pattern(name + ": *([0-9.]+)");
    for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i)
        times.push_back(std::stod((*i)[1]));
    return times;
}

/// When the picture became white, and when the tone began, in seconds.
struct Marks {
    std::vector<double> flashes;
    std::vector<double> tones;
};

inline Marks marks_of(const std::string& input, bool has_picture, bool has_sound) {
    std::string filters;
    std::string maps;
    if (has_picture) {
        filters += "[0:v:0]negate,blackdetect=d=0.2:pic_th=0.9:pix_th=0.2[v];";
        maps += " -map [v]";
    }
    if (has_sound) {
        filters += "[0:a:0]aformat=channel_layouts=mono,silencedetect=n=-25dB:d=0.2[a];";
        maps += " -map [a]";
    }
    filters.pop_back();
    const auto said = said_by("ffmpeg -hide_banner -nostdin -nostats -v info " + input +
                              " -filter_complex \"" + filters + "\"" + maps + " -f null -");
    return {.flashes = times_in(said, "black_start"), .tones = times_in(said, "silence_end")};
}

/// How far the sound is behind the picture, at each mark.
inline std::vector<double> lags_of(const Marks& marks) {
    std::vector<double> lags;
    for (const auto flash : marks.flashes) {
        const auto near = std::ranges::min_element(
            marks.tones, {}, [flash](double tone) { return std::abs(tone - flash); });
        if (near != marks.tones.end()) lags.push_back(*near - flash);
    }
    return lags;
}

/// How alike two pictures are, from 0 to 1, at the size and pace of the first.
inline double likeness(const std::string& made, const std::string& source,
                       const std::string& turn) {
    const auto said =
        said_by("ffmpeg -hide_banner -nostdin -nostats -v info " + made + " " + source +
                " -filter_complex \"[0:v:0]setpts=PTS-STARTPTS,fps=10,format=yuv420p[a0];"
                "[1:v:0]setpts=PTS-STARTPTS,fps=10" +
                turn +
                ",format=yuv420p[b0];"
                "[b0][a0]scale2ref=flags=bicubic[b][a];[a][b]ssim=shortest=1\" -f null -");
    const auto all = times_in(said, "All");
    return all.empty() ? 0 : all.back();
}

}  // namespace freshet::work::testing
