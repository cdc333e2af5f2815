#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "ffmpeg/error.hpp"
#include "wire/hls/playlist_writer.hpp"
#include "work/files.hpp"
#include "work/maker.hpp"
#include "work/testing/media.hpp"

namespace freshet::work::testing {

inline asio::awaitable<Result<void>> agree() { co_return Result<void>(); }

inline asio::awaitable<void> make(Maker& maker, ffmpeg::Workspace workspace, Result<Looked>& looked,
                                  Result<Made>& made, bool& became_slow) {
    looked = co_await maker.look(workspace);
    if (!looked) co_return;
    const auto on_slow = [&became_slow] {
        became_slow = true;
        return agree();
    };
    made = co_await maker.make(workspace, *looked, [](unsigned) {}, on_slow);
}

/// A maker, a source for it, and what came of it.
class MakerFixture : public ::testing::Test {
protected:
    [[nodiscard]] ffmpeg::Workspace workspace() const {
        return {.folder = folder.path() / "job",
                .source_bytes = size_of(folder.path() / "job" / "source")};
    }

    void take(const std::filesystem::path& file) {
        make_workspace(folder.path() / "job");
        std::filesystem::copy_file(file, folder.path() / "job" / "source");
    }

    void run() {
        asio::co_spawn(context, make(maker, workspace(), looked, made, became_slow),
                       [](std::exception_ptr failure) { EXPECT_FALSE(failure); });
        context.restart();
        context.run();
    }

    /// As serve/vod does: the playlists beside their files, and one above them.
    std::string write_playlists() {
        hls::MasterPlaylist master;
        for (const auto& track : made->renditions) {
            std::ofstream(workspace().made() / track.rendition.playlist) << track.playlist;
            const bool is_beside =
                made->facts.has_video && track.rendition.kind == vod::RenditionKind::audio;
            if (is_beside) {
                master.audio_uri = track.rendition.playlist;
            } else {
                master.variants.push_back({.uri = track.rendition.playlist,
                                           .codecs = track.rendition.codecs,
                                           .bandwidth = track.rendition.bandwidth});
            }
        }
        const auto file = workspace().made() / "master.m3u8";
        std::ofstream(file) << hls::write(master);
        return "-allowed_extensions ALL -i " + file.string();
    }

    Folder folder;
    asio::io_context context;
    net::BlockingPool births{{.threads = 1}};
    net::BlockingPool files{{.threads = 1}};
    ffmpeg::Tools tools{births};
    Maker maker{tools, files};
    Result<Looked> looked{};
    Result<Made> made = fail(ffmpeg::Errc::damaged);
    bool became_slow = false;
};

}  // namespace freshet::work::testing
